var qi=Object.defineProperty;var Ti=Object.getOwnPropertyDescriptor;var u=(i,s,e)=>()=>{if(e)throw e[0];try{return i&&(s=i(i=0)),s}catch(t){throw e=[t],t}};var h=(i,s,e,t)=>{for(var r=t>1?void 0:t?Ti(s,e):s,n=i.length-1,a;n>=0;n--)(a=i[n])&&(r=(t?a(s,e,r):a(r))||r);return t&&r&&qi(s,e,r),r};var ue,pe,ze,ot,Y,lt,b,dt,De,Me=u(()=>{ue=globalThis,pe=ue.ShadowRoot&&(ue.ShadyCSS===void 0||ue.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ze=Symbol(),ot=new WeakMap,Y=class{constructor(s,e,t){if(this._$cssResult$=!0,t!==ze)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=s,this.t=e}get styleSheet(){let s=this.o,e=this.t;if(pe&&s===void 0){let t=e!==void 0&&e.length===1;t&&(s=ot.get(e)),s===void 0&&((this.o=s=new CSSStyleSheet).replaceSync(this.cssText),t&&ot.set(e,s))}return s}toString(){return this.cssText}},lt=i=>new Y(typeof i=="string"?i:i+"",void 0,ze),b=(i,...s)=>{let e=i.length===1?i[0]:s.reduce((t,r,n)=>t+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+i[n+1],i[0]);return new Y(e,i,ze)},dt=(i,s)=>{if(pe)i.adoptedStyleSheets=s.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of s){let t=document.createElement("style"),r=ue.litNonce;r!==void 0&&t.setAttribute("nonce",r),t.textContent=e.cssText,i.appendChild(t)}},De=pe?i=>i:i=>i instanceof CSSStyleSheet?(s=>{let e="";for(let t of s.cssRules)e+=t.cssText;return lt(e)})(i):i});var Ei,Ci,Pi,zi,Di,Mi,he,ct,Oi,Ni,X,ee,me,ut,q,te=u(()=>{Me();Me();({is:Ei,defineProperty:Ci,getOwnPropertyDescriptor:Pi,getOwnPropertyNames:zi,getOwnPropertySymbols:Di,getPrototypeOf:Mi}=Object),he=globalThis,ct=he.trustedTypes,Oi=ct?ct.emptyScript:"",Ni=he.reactiveElementPolyfillSupport,X=(i,s)=>i,ee={toAttribute(i,s){switch(s){case Boolean:i=i?Oi:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,s){let e=i;switch(s){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},me=(i,s)=>!Ei(i,s),ut={attribute:!0,type:String,converter:ee,reflect:!1,useDefault:!1,hasChanged:me};Symbol.metadata??=Symbol("metadata"),he.litPropertyMetadata??=new WeakMap;q=class extends HTMLElement{static addInitializer(s){this._$Ei(),(this.l??=[]).push(s)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(s,e=ut){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(s)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(s,e),!e.noAccessor){let t=Symbol(),r=this.getPropertyDescriptor(s,t,e);r!==void 0&&Ci(this.prototype,s,r)}}static getPropertyDescriptor(s,e,t){let{get:r,set:n}=Pi(this.prototype,s)??{get(){return this[e]},set(a){this[e]=a}};return{get:r,set(a){let c=r?.call(this);n?.call(this,a),this.requestUpdate(s,c,t)},configurable:!0,enumerable:!0}}static getPropertyOptions(s){return this.elementProperties.get(s)??ut}static _$Ei(){if(this.hasOwnProperty(X("elementProperties")))return;let s=Mi(this);s.finalize(),s.l!==void 0&&(this.l=[...s.l]),this.elementProperties=new Map(s.elementProperties)}static finalize(){if(this.hasOwnProperty(X("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(X("properties"))){let e=this.properties,t=[...zi(e),...Di(e)];for(let r of t)this.createProperty(r,e[r])}let s=this[Symbol.metadata];if(s!==null){let e=litPropertyMetadata.get(s);if(e!==void 0)for(let[t,r]of e)this.elementProperties.set(t,r)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let r=this._$Eu(e,t);r!==void 0&&this._$Eh.set(r,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(s){let e=[];if(Array.isArray(s)){let t=new Set(s.flat(1/0).reverse());for(let r of t)e.unshift(De(r))}else s!==void 0&&e.push(De(s));return e}static _$Eu(s,e){let t=e.attribute;return t===!1?void 0:typeof t=="string"?t:typeof s=="string"?s.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(s=>this.enableUpdating=s),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(s=>s(this))}addController(s){(this._$EO??=new Set).add(s),this.renderRoot!==void 0&&this.isConnected&&s.hostConnected?.()}removeController(s){this._$EO?.delete(s)}_$E_(){let s=new Map,e=this.constructor.elementProperties;for(let t of e.keys())this.hasOwnProperty(t)&&(s.set(t,this[t]),delete this[t]);s.size>0&&(this._$Ep=s)}createRenderRoot(){let s=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return dt(s,this.constructor.elementStyles),s}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(s=>s.hostConnected?.())}enableUpdating(s){}disconnectedCallback(){this._$EO?.forEach(s=>s.hostDisconnected?.())}attributeChangedCallback(s,e,t){this._$AK(s,t)}_$ET(s,e){let t=this.constructor.elementProperties.get(s),r=this.constructor._$Eu(s,t);if(r!==void 0&&t.reflect===!0){let n=(t.converter?.toAttribute!==void 0?t.converter:ee).toAttribute(e,t.type);this._$Em=s,n==null?this.removeAttribute(r):this.setAttribute(r,n),this._$Em=null}}_$AK(s,e){let t=this.constructor,r=t._$Eh.get(s);if(r!==void 0&&this._$Em!==r){let n=t.getPropertyOptions(r),a=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:ee;this._$Em=r;let c=a.fromAttribute(e,n.type);this[r]=c??this._$Ej?.get(r)??c,this._$Em=null}}requestUpdate(s,e,t,r=!1,n){if(s!==void 0){let a=this.constructor;if(r===!1&&(n=this[s]),t??=a.getPropertyOptions(s),!((t.hasChanged??me)(n,e)||t.useDefault&&t.reflect&&n===this._$Ej?.get(s)&&!this.hasAttribute(a._$Eu(s,t))))return;this.C(s,e,t)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(s,e,{useDefault:t,reflect:r,wrapped:n},a){t&&!(this._$Ej??=new Map).has(s)&&(this._$Ej.set(s,a??e??this[s]),n!==!0||a!==void 0)||(this._$AL.has(s)||(this.hasUpdated||t||(e=void 0),this._$AL.set(s,e)),r===!0&&this._$Em!==s&&(this._$Eq??=new Set).add(s))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let s=this.scheduleUpdate();return s!=null&&await s,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,n]of this._$Ep)this[r]=n;this._$Ep=void 0}let t=this.constructor.elementProperties;if(t.size>0)for(let[r,n]of t){let{wrapped:a}=n,c=this[r];a!==!0||this._$AL.has(r)||c===void 0||this.C(r,void 0,n,c)}}let s=!1,e=this._$AL;try{s=this.shouldUpdate(e),s?(this.willUpdate(e),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(e)):this._$EM()}catch(t){throw s=!1,this._$EM(),t}s&&this._$AE(e)}willUpdate(s){}_$AE(s){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(s)),this.updated(s)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(s){return!0}update(s){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(s){}firstUpdated(s){}};q.elementStyles=[],q.shadowRootOptions={mode:"open"},q[X("elementProperties")]=new Map,q[X("finalized")]=new Map,Ni?.({ReactiveElement:q}),(he.reactiveElementVersions??=[]).push("2.1.2")});function xt(i,s){if(!He(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return ht!==void 0?ht.createHTML(s):s}function j(i,s,e=i,t){if(s===E)return s;let r=t!==void 0?e._$Co?.[t]:e._$Cl,n=re(s)?void 0:s._$litDirective$;return r?.constructor!==n&&(r?._$AO?.(!1),n===void 0?r=void 0:(r=new n(i),r._$AT(i,e,t)),t!==void 0?(e._$Co??=[])[t]=r:e._$Cl=r),r!==void 0&&(s=j(i,r._$AS(i,s.values),r,t)),s}var Ne,pt,ge,ht,Ie,T,je,Ii,I,ie,re,He,yt,Oe,se,mt,gt,O,ft,vt,wt,Le,o,bt,Mr,E,d,_t,N,kt,ne,fe,W,H,ve,_e,ye,we,$t,ji,At,U=u(()=>{Ne=globalThis,pt=i=>i,ge=Ne.trustedTypes,ht=ge?ge.createPolicy("lit-html",{createHTML:i=>i}):void 0,Ie="$lit$",T=`lit$${Math.random().toFixed(9).slice(2)}$`,je="?"+T,Ii=`<${je}>`,I=document,ie=()=>I.createComment(""),re=i=>i===null||typeof i!="object"&&typeof i!="function",He=Array.isArray,yt=i=>He(i)||typeof i?.[Symbol.iterator]=="function",Oe=`[ 	
\f\r]`,se=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,mt=/-->/g,gt=/>/g,O=RegExp(`>|${Oe}(?:([^\\s"'>=/]+)(${Oe}*=${Oe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ft=/'/g,vt=/"/g,wt=/^(?:script|style|textarea|title)$/i,Le=i=>(s,...e)=>({_$litType$:i,strings:s,values:e}),o=Le(1),bt=Le(2),Mr=Le(3),E=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),_t=new WeakMap,N=I.createTreeWalker(I,129);kt=(i,s)=>{let e=i.length-1,t=[],r,n=s===2?"<svg>":s===3?"<math>":"",a=se;for(let c=0;c<e;c++){let l=i[c],f,y,p=-1,v=0;for(;v<l.length&&(a.lastIndex=v,y=a.exec(l),y!==null);)v=a.lastIndex,a===se?y[1]==="!--"?a=mt:y[1]!==void 0?a=gt:y[2]!==void 0?(wt.test(y[2])&&(r=RegExp("</"+y[2],"g")),a=O):y[3]!==void 0&&(a=O):a===O?y[0]===">"?(a=r??se,p=-1):y[1]===void 0?p=-2:(p=a.lastIndex-y[2].length,f=y[1],a=y[3]===void 0?O:y[3]==='"'?vt:ft):a===vt||a===ft?a=O:a===mt||a===gt?a=se:(a=O,r=void 0);let g=a===O&&i[c+1].startsWith("/>")?" ":"";n+=a===se?l+Ii:p>=0?(t.push(f),l.slice(0,p)+Ie+l.slice(p)+T+g):l+T+(p===-2?c:g)}return[xt(i,n+(i[e]||"<?>")+(s===2?"</svg>":s===3?"</math>":"")),t]},ne=class i{constructor({strings:s,_$litType$:e},t){let r;this.parts=[];let n=0,a=0,c=s.length-1,l=this.parts,[f,y]=kt(s,e);if(this.el=i.createElement(f,t),N.currentNode=this.el.content,e===2||e===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(r=N.nextNode())!==null&&l.length<c;){if(r.nodeType===1){if(r.hasAttributes())for(let p of r.getAttributeNames())if(p.endsWith(Ie)){let v=y[a++],g=r.getAttribute(p).split(T),w=/([.?@])?(.*)/.exec(v);l.push({type:1,index:n,name:w[2],strings:g,ctor:w[1]==="."?ve:w[1]==="?"?_e:w[1]==="@"?ye:H}),r.removeAttribute(p)}else p.startsWith(T)&&(l.push({type:6,index:n}),r.removeAttribute(p));if(wt.test(r.tagName)){let p=r.textContent.split(T),v=p.length-1;if(v>0){r.textContent=ge?ge.emptyScript:"";for(let g=0;g<v;g++)r.append(p[g],ie()),N.nextNode(),l.push({type:2,index:++n});r.append(p[v],ie())}}}else if(r.nodeType===8)if(r.data===je)l.push({type:2,index:n});else{let p=-1;for(;(p=r.data.indexOf(T,p+1))!==-1;)l.push({type:7,index:n}),p+=T.length-1}n++}}static createElement(s,e){let t=I.createElement("template");return t.innerHTML=s,t}};fe=class{constructor(s,e){this._$AV=[],this._$AN=void 0,this._$AD=s,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(s){let{el:{content:e},parts:t}=this._$AD,r=(s?.creationScope??I).importNode(e,!0);N.currentNode=r;let n=N.nextNode(),a=0,c=0,l=t[0];for(;l!==void 0;){if(a===l.index){let f;l.type===2?f=new W(n,n.nextSibling,this,s):l.type===1?f=new l.ctor(n,l.name,l.strings,this,s):l.type===6&&(f=new we(n,this,s)),this._$AV.push(f),l=t[++c]}a!==l?.index&&(n=N.nextNode(),a++)}return N.currentNode=I,r}p(s){let e=0;for(let t of this._$AV)t!==void 0&&(t.strings!==void 0?(t._$AI(s,t,e),e+=t.strings.length-2):t._$AI(s[e])),e++}},W=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(s,e,t,r){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=s,this._$AB=e,this._$AM=t,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let s=this._$AA.parentNode,e=this._$AM;return e!==void 0&&s?.nodeType===11&&(s=e.parentNode),s}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(s,e=this){s=j(this,s,e),re(s)?s===d||s==null||s===""?(this._$AH!==d&&this._$AR(),this._$AH=d):s!==this._$AH&&s!==E&&this._(s):s._$litType$!==void 0?this.$(s):s.nodeType!==void 0?this.T(s):yt(s)?this.k(s):this._(s)}O(s){return this._$AA.parentNode.insertBefore(s,this._$AB)}T(s){this._$AH!==s&&(this._$AR(),this._$AH=this.O(s))}_(s){this._$AH!==d&&re(this._$AH)?this._$AA.nextSibling.data=s:this.T(I.createTextNode(s)),this._$AH=s}$(s){let{values:e,_$litType$:t}=s,r=typeof t=="number"?this._$AC(s):(t.el===void 0&&(t.el=ne.createElement(xt(t.h,t.h[0]),this.options)),t);if(this._$AH?._$AD===r)this._$AH.p(e);else{let n=new fe(r,this),a=n.u(this.options);n.p(e),this.T(a),this._$AH=n}}_$AC(s){let e=_t.get(s.strings);return e===void 0&&_t.set(s.strings,e=new ne(s)),e}k(s){He(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,t,r=0;for(let n of s)r===e.length?e.push(t=new i(this.O(ie()),this.O(ie()),this,this.options)):t=e[r],t._$AI(n),r++;r<e.length&&(this._$AR(t&&t._$AB.nextSibling,r),e.length=r)}_$AR(s=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);s!==this._$AB;){let t=pt(s).nextSibling;pt(s).remove(),s=t}}setConnected(s){this._$AM===void 0&&(this._$Cv=s,this._$AP?.(s))}},H=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(s,e,t,r,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=s,this.name=e,this._$AM=r,this.options=n,t.length>2||t[0]!==""||t[1]!==""?(this._$AH=Array(t.length-1).fill(new String),this.strings=t):this._$AH=d}_$AI(s,e=this,t,r){let n=this.strings,a=!1;if(n===void 0)s=j(this,s,e,0),a=!re(s)||s!==this._$AH&&s!==E,a&&(this._$AH=s);else{let c=s,l,f;for(s=n[0],l=0;l<n.length-1;l++)f=j(this,c[t+l],e,l),f===E&&(f=this._$AH[l]),a||=!re(f)||f!==this._$AH[l],f===d?s=d:s!==d&&(s+=(f??"")+n[l+1]),this._$AH[l]=f}a&&!r&&this.j(s)}j(s){s===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,s??"")}},ve=class extends H{constructor(){super(...arguments),this.type=3}j(s){this.element[this.name]=s===d?void 0:s}},_e=class extends H{constructor(){super(...arguments),this.type=4}j(s){this.element.toggleAttribute(this.name,!!s&&s!==d)}},ye=class extends H{constructor(s,e,t,r,n){super(s,e,t,r,n),this.type=5}_$AI(s,e=this){if((s=j(this,s,e,0)??d)===E)return;let t=this._$AH,r=s===d&&t!==d||s.capture!==t.capture||s.once!==t.once||s.passive!==t.passive,n=s!==d&&(t===d||r);r&&this.element.removeEventListener(this.name,this,t),n&&this.element.addEventListener(this.name,this,s),this._$AH=s}handleEvent(s){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,s):this._$AH.handleEvent(s)}},we=class{constructor(s,e,t){this.element=s,this.type=6,this._$AN=void 0,this._$AM=e,this.options=t}get _$AU(){return this._$AM._$AU}_$AI(s){j(this,s)}},$t={M:Ie,P:T,A:je,C:1,L:kt,R:fe,D:yt,V:j,I:W,H,N:_e,U:ye,B:ve,F:we},ji=Ne.litHtmlPolyfillSupport;ji?.(ne,W),(Ne.litHtmlVersions??=[]).push("3.3.3");At=(i,s,e)=>{let t=e?.renderBefore??s,r=t._$litPart$;if(r===void 0){let n=e?.renderBefore??null;t._$litPart$=r=new W(s.insertBefore(ie(),n),n,void 0,e??{})}return r._$AI(i),r}});var Fe,$,Hi,St=u(()=>{te();te();U();U();Fe=globalThis,$=class extends q{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let s=super.createRenderRoot();return this.renderOptions.renderBefore??=s.firstChild,s}update(s){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(s),this._$Do=At(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return E}};$._$litElement$=!0,$.finalized=!0,Fe.litElementHydrateSupport?.({LitElement:$});Hi=Fe.litElementPolyfillSupport;Hi?.({LitElement:$});(Fe.litElementVersions??=[]).push("4.2.2")});var Rt=u(()=>{});var x=u(()=>{te();U();St();Rt()});var qt=u(()=>{});function k(i){return(s,e)=>typeof e=="object"?Fi(i,s,e):((t,r,n)=>{let a=r.hasOwnProperty(n);return r.constructor.createProperty(n,t),a?Object.getOwnPropertyDescriptor(r,n):void 0})(i,s,e)}var Li,Fi,We=u(()=>{te();Li={attribute:!0,type:String,converter:ee,reflect:!1,hasChanged:me},Fi=(i=Li,s,e)=>{let{kind:t,metadata:r}=e,n=globalThis.litPropertyMetadata.get(r);if(n===void 0&&globalThis.litPropertyMetadata.set(r,n=new Map),t==="setter"&&((i=Object.create(i)).wrapped=!0),n.set(e.name,i),t==="accessor"){let{name:a}=e;return{set(c){let l=s.get.call(this);s.set.call(this,c),this.requestUpdate(a,l,i,!0,c)},init(c){return c!==void 0&&this.C(a,void 0,i,c),c}}}if(t==="setter"){let{name:a}=e;return function(c){let l=this[a];s.call(this,c),this.requestUpdate(a,l,i,!0,c)}}throw Error("Unsupported decorator location: "+t)}});function m(i){return k({...i,state:!0,attribute:!1})}var Tt=u(()=>{We();});var Et=u(()=>{});var L,V=u(()=>{L=(i,s,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof s!="object"&&Object.defineProperty(i,s,e),e)});function Ct(i,s){return(e,t,r)=>{let n=a=>a.renderRoot?.querySelector(i)??null;if(s){let{get:a,set:c}=typeof t=="object"?e:r??(()=>{let l=Symbol();return{get(){return this[l]},set(f){this[l]=f}}})();return L(e,t,{get(){let l=a.call(this);return l===void 0&&(l=n(this),(l!==null||this.hasUpdated)&&c.call(this,l)),l}})}return L(e,t,{get(){return n(this)}})}}var Pt=u(()=>{V();});var zt=u(()=>{V();});var Dt=u(()=>{V();});var Mt=u(()=>{V();});var Ot=u(()=>{V();});var z=u(()=>{qt();We();Tt();Et();Pt();zt();Dt();Mt();Ot()});function Wi(i){let{type:s,topic:e,rows:t,changed:r,removed:n,overview:a,...c}=i,l={...c,...a};return{kind:s,changed:t??r??[],removed:n??[],...Object.keys(l).length?{whole:l}:{}}}async function Nt(i,s,e,t){return i.subscribeMessage(r=>t(Wi(r)),{type:"autoarr/subscribe",topics:[s],...e?{config_entry_id:e}:{}})}async function Ue(i,s,e,t,r){let n=await i.sendMessagePromise({type:"autoarr/activity/list",...s?{config_entry_id:s}:{},...e,limit:t,offset:r});return{items:n.activity,total:n.total}}async function It(i){return(await i.sendMessagePromise({type:"autoarr/cards/version"})).version}async function jt(i,s,e){let{response:t}=await i.callService("autoarr",s,e,void 0,!1,!0);return t}function F(i){return i&&typeof i=="object"?i:typeof i=="string"?{message:i}:{}}var ae=u(()=>{"use strict"});function Ft(i,s,e){let t=Lt.get(i);t||(t=new Map,Lt.set(i,t));let r=`${e??""} ${s}`,n=t.get(r);return n||(n=new Ve(i,s,e,()=>t.delete(r)),t.set(r,n)),n}var Ht,Ui,Lt,Ve,be,Wt=u(()=>{"use strict";ae();Ht=[2,5,10,30],Ui=5e3,Lt=new WeakMap,Ve=class{constructor(s,e,t,r){this.connection=s;this.topic=e;this.stack=t;this.forget=r;this.state="connecting";this.refusal=null;this.items=new Map;this.whole=null;this.listeners=new Set;this.stop=null;this.refusals=0;this.round=0;this.onLost=()=>{this.state="lost",this.tell()};this.onReady=()=>{this.stop||(clearTimeout(this.timer),this.open())}}listen(s){return this.listeners.add(s),this.listeners.size===1&&(clearTimeout(this.timer),this.stop||this.open()),()=>{this.listeners.delete(s),this.listeners.size||(clearTimeout(this.timer),this.timer=setTimeout(()=>this.close(),Ui))}}async open(){this.round+=1;let s=this.round;this.connection.addEventListener("disconnected",this.onLost),this.connection.addEventListener("ready",this.onReady);try{let e=await Nt(this.connection,this.topic,this.stack,t=>{s===this.round&&this.take(t)});s===this.round?this.stop=e:e().catch(()=>{})}catch(e){s===this.round&&this.refuse(F(e))}}take({kind:s,whole:e,changed:t,removed:r}){if(this.refusals=0,this.refusal=null,s==="unloaded"||s==="removed"){this.state=s,this.tell();return}this.state="live";let n=s==="snapshot";e&&(this.whole=n?e:{...this.whole,...e});let a=n?new Map:this.items;for(let c of r)a.delete(c);for(let c of t)a.set(c.id,c);this.items=a,this.tell()}refuse(s){this.state=this.connection.connected?"refused":"lost",this.refusal=s;let e=Ht[Math.min(this.refusals,Ht.length-1)]??30;this.refusals+=1,clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open()},e*1e3),this.tell()}async release(){this.round+=1,clearTimeout(this.timer),this.connection.removeEventListener("disconnected",this.onLost),this.connection.removeEventListener("ready",this.onReady);let s=this.stop;this.stop=null,await s?.().catch(()=>{})}close(){this.forget(),this.release()}tell(){for(let s of this.listeners)s()}};be=class{constructor(s){this.host=s;this.stops=new Map;this.feeds=[];this.connected=!1;s.addController(this)}to(s){if(this.feeds=s,!!this.connected){for(let[e,t]of this.stops)s.includes(e)||(t(),this.stops.delete(e));for(let e of s)this.stops.has(e)||this.stops.set(e,e.listen(()=>this.host.requestUpdate()))}}hostConnected(){this.connected=!0,this.to(this.feeds)}hostDisconnected(){this.connected=!1;for(let s of this.stops.values())s();this.stops.clear()}}});function B(i){return Object.values(i.devices??{}).filter(s=>Be(s)).map(s=>({id:Be(s),name:s.name_by_user||s.name||"AutoArr"})).sort((s,e)=>s.name.localeCompare(e.name))}function Be(i){return i.identifiers.find(([s,e])=>s==="autoarr"&&i.config_entries.includes(e))?.[1]}function Ut(i,s){return Object.values(i.devices??{}).filter(e=>e.config_entries.includes(s)&&e.identifiers.some(([t])=>t==="autoarr")&&!Be(e)).sort((e,t)=>(e.name??"").localeCompare(t.name??""))}var Ge=u(()=>{"use strict"});var Vt,Bt=u(()=>{"use strict";x();Vt=b`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    height: 100%;
    display: flex;
    flex-direction: column;
    overflow: hidden;
    color: var(--primary-text-color);
    font-size: var(--ha-font-size-m, 14px);
    line-height: 1.4;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 16px 16px 8px;
  }
  h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    overflow-wrap: anywhere;
  }
  header .sum,
  .quiet {
    color: var(--secondary-text-color);
  }
  .body {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    padding-bottom: 8px;
  }
  .pad {
    padding: 4px 16px 8px;
  }
  ha-icon {
    --mdc-icon-size: 20px;
    flex: none;
    display: inline-flex;
    width: 20px;
    height: 20px;
  }
  .good {
    color: var(--success-color, #2e7d32);
  }
  .warn {
    color: var(--warning-color, #b26a00);
  }
  .bad {
    color: var(--error-color, #c62828);
  }
  .calm {
    color: var(--secondary-text-color);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 40px;
    padding: 0 14px;
    border: 1px solid var(--divider-color);
    border-radius: 20px;
    background: none;
    cursor: pointer;
  }
  button:hover {
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  button.main {
    background: var(--primary-text-color);
    border-color: transparent;
    color: var(--card-background-color, #fff);
    font-weight: 500;
  }
  button.plain {
    border-color: transparent;
  }
  button.round {
    width: 44px;
    min-height: 44px;
    padding: 0;
    border-radius: 50%;
    flex: none;
  }
  button[aria-pressed="true"],
  button[aria-selected="true"] {
    background: color-mix(in srgb, var(--primary-color) 18%, transparent);
    border-color: var(--primary-color);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  input,
  select {
    box-sizing: border-box;
    min-height: 44px;
    min-width: 0;
    padding: 0 14px;
    border: 1px solid var(--divider-color);
    border-radius: 22px;
    background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
    /* Smaller, and a phone zooms into the field. */
    font-size: 16px;
  }
  ::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
  .chips {
    display: flex;
    gap: 8px;
    padding: 4px 16px 8px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .chips button {
    flex: none;
    min-height: 36px;
    padding: 0 12px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin-top: 8px;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 4px 16px 8px;
    padding: 8px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--tone, var(--warning-color)) 14%, transparent);
    overflow-wrap: anywhere;
  }
  .notice span {
    flex: 1;
    min-width: 0;
  }
  .notice ha-icon {
    color: var(--tone, var(--warning-color));
  }
  .notice.bad-tone {
    --tone: var(--error-color);
  }
  .notice.good-tone {
    --tone: var(--success-color);
  }
  .notice.info-tone {
    --tone: var(--info-color, var(--primary-color));
  }
  .empty {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    padding: 24px 16px 28px;
    color: var(--secondary-text-color);
    text-align: center;
  }
  .empty ha-icon {
    --mdc-icon-size: 36px;
    width: 36px;
    height: 36px;
  }
  autoarr-list {
    display: block;
    flex: 1 1 auto;
    min-height: 0;
    max-height: var(--autoarr-list-height, 560px);
    overflow-y: auto;
    scrollbar-width: thin;
    outline-offset: -2px;
  }
  .item {
    padding: 10px 16px;
    border-top: 1px solid var(--divider-color);
  }
  .item.flash,
  .flash {
    background: color-mix(in srgb, var(--primary-color) 12%, transparent);
  }
  .row {
    display: flex;
    gap: 12px;
    align-items: flex-start;
  }
  .row > .text {
    flex: 1;
    min-width: 0;
  }
  .row > ha-icon {
    margin-top: 1px;
  }
  .cover {
    position: relative;
    flex: none;
    margin: 1px 6px 6px 0;
  }
  .cover autoarr-poster {
    width: 44px;
    height: 66px;
    border-radius: 8px;
  }
  .badge {
    position: absolute;
    inset-inline-end: -8px;
    bottom: -6px;
    display: flex;
    padding: 3px;
    border-radius: 50%;
    background: var(--ha-card-background, var(--card-background-color, #fff));
  }
  .badge ha-icon {
    --mdc-icon-size: 18px;
    width: 18px;
    height: 18px;
  }
  .name {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .line {
    display: flex;
    gap: 4px 8px;
    flex-wrap: wrap;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
  .line > * + *::before {
    content: "·";
    margin-inline-end: 8px;
  }
  .bar {
    height: 6px;
    margin: 6px 0 2px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--primary-text-color) 12%, transparent);
    overflow: hidden;
  }
  .bar > div {
    height: 100%;
    border-radius: 3px;
    background: var(--tone, var(--primary-color));
    transition: width 0.6s ease-out;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`});var Jt,Gt=u(()=>{Jt={overview:"Überblick",downloads:"Downloads",requests:"Wünsche",activity:"Aktivität",audit:"Einstellungsprüfung",servers:"Server",findings:"Befunde",loading:"Wird geladen …",just_now:"gerade eben",connection_lost:"Die Verbindung zu Home Assistant ist weg. So war es zuletzt.",outdated:"AutoArr wurde aktualisiert. Die Seite wird neu geladen.",reload:"Neu laden",stack_gone:"Diesen Verbund gibt es nicht mehr. Wähle in den Einstellungen der Karte einen anderen.",no_stack:"AutoArr ist noch nicht eingerichtet. Füge es unter Einstellungen, Geräte & Dienste hinzu.",stack_stopped:"AutoArr läuft gerade nicht. Diese Karte macht von selbst weiter, sobald es wieder da ist.",not_allowed:"Das darfst du nicht. Frage einen Administrator.",not_supported:"Das installierte AutoArr kann das noch nicht. Starte Home Assistant neu, wenn du gerade aktualisiert hast.",unknown_error:"Etwas ist schiefgegangen. Das Protokoll von Home Assistant sagt mehr.",cancel:"Abbrechen",filter:"Filter",nothing_here:"Hier ist nichts.",all_well:"Alles in Ordnung",needs_you:"Das braucht dich",being_mended_one:"{count} Download wird gerade gerettet",being_mended_other:"{count} Downloads werden gerade gerettet",mended_one:"bisher {count} gerettet",mended_other:"bisher {count} gerettet",mended_rate:"{rate} Erfolg",left:"noch {left}",speed:"Tempo",paused:"Pausiert",disk_free:"Freier Platz",connected:"Verbunden",away:"Antwortet nicht",streams_one:"{count} Wiedergabe läuft",streams_other:"{count} Wiedergaben laufen","waiting.servers_away_one":"Server antwortet nicht","waiting.servers_away_other":"Server antworten nicht","waiting.store_one":"Datenbank lässt sich nicht schreiben: solange wird nichts gerettet","waiting.store_other":"Datenbanken lassen sich nicht schreiben: solange wird nichts gerettet","waiting.environment_one":"Download wartet auf das System: Platte, Anbieter oder Netz","waiting.environment_other":"Downloads warten auf das System: Platte, Anbieter oder Netz","waiting.given_up_one":"Download war nicht zu retten","waiting.given_up_other":"Downloads waren nicht zu retten","waiting.asking_one":"Download fragt, was zu tun ist","waiting.asking_other":"Downloads fragen, was zu tun ist","waiting.servers_held_one":"Server bleibt unberührt: dort scheint ein anderes Werkzeug aktiv","waiting.servers_held_other":"Server bleiben unberührt: dort scheint ein anderes Werkzeug aktiv","waiting.questions_one":"Wunsch hat eine Rückfrage","waiting.questions_other":"Wünsche haben Rückfragen","waiting.approvals_one":"Wunsch wartet auf Zustimmung","waiting.approvals_other":"Wünsche warten auf Zustimmung","mode.observe":"Beobachtet nur","mode.ask":"Fragt vorher","mode.automatic":"Rettet von selbst","show.all":"Alle","show.trouble":"Probleme","show.running":"Laufend",no_downloads:"Nichts wird geladen, und nichts ist gescheitert.",progress_of:"Fortschritt von {title}","status.queued":"In der Warteschlange","status.downloading":"Wird geladen","status.paused":"Pausiert","status.verifying":"Wird geprüft","status.extracting":"Wird entpackt","status.importing":"Wird importiert","status.import_blocked":"Import braucht Hilfe","status.stalled":"Steht still","status.failed":"Gescheitert","status.completed":"Fertig","failure_state.new":"Gerade gescheitert","failure_state.waiting":"Wartet","failure_state.asking":"Fragt dich","failure_state.recovering":"Wird gerettet","failure_state.recovered":"Gerettet","failure_state.given_up":"Aufgegeben","failure_state.dismissed":"Ignoriert","blames.release":"Schuld ist das Release","blames.system":"Schuld ist das System","blames.nobody":"Niemand ist schuld","step.none":"Nichts","step.wait":"Warten","step.refresh":"Titel auffrischen","step.retry_same":"Dasselbe Release noch einmal","step.regrab":"Dasselbe Release neu holen","step.blocklist_search":"Ein anderes Release suchen","step.lower_quality":"Geringere Qualität zulassen","step.remove":"Entfernen","step.import":"Importieren","step.pause_client":"Downloads pausieren","step.ask":"Dich fragen","step.alert":"Dir Bescheid geben","step.give_up":"Aufgeben",next:"Als Nächstes: {step}",next_at:"Als Nächstes, {when}: {step}",attempt:"Versuch {n}",why:"Warum?",less:"Weniger",story:"Verlauf",retry:"Noch einmal",retry_ask:"Jetzt noch einmal versuchen?",retry_yes:"Ja, noch einmal",other_release:"Anderes Release",other_release_ask:"Dieses Release sperren und ein anderes suchen?",other_release_yes:"Ja, suchen",ignore:"Ignorieren",ignore_ask:"Diesen Fehlschlag so lassen?",ignore_yes:"Ja, ignorieren",ask_label:"Was möchtest du sehen?",ask_placeholder:"Ein Film oder eine Serie …",listening:"Ich höre zu …",dictate:"Diktieren",not_heard:"Ich konnte dich nicht hören. Erlaube das Mikrofon oder tippe.",send:"Wünschen",no_requests:"Noch nichts gewünscht. Sag, was du sehen möchtest.",which_one:"Welcher Titel ist gemeint?",movie:"Film",series:"Serie",in_library:"in der Bibliothek",seasons_one:"Staffel {list}",seasons_other:"Staffeln {list}",approve:"Zustimmen",decline:"Ablehnen",decline_ask:"Diesen Wunsch ablehnen?",confirm:"Ja, bitte",cancel_request:"Zurückziehen",cancel_ask:"Diesen Wunsch zurückziehen? Gelöscht wird nichts.",cancel_yes:"Ja, zurückziehen","request_status.ambiguous":"Welcher?","request_status.awaiting_confirmation":"Soll ich?","request_status.awaiting_approval":"Wartet auf Zustimmung","request_status.approved":"Angenommen","request_status.searching":"Wird gesucht","request_status.waiting_for_release":"Noch nicht erschienen","request_status.downloading":"Wird geladen","request_status.importing":"Gleich fertig","request_status.partially_available":"Teilweise da","request_status.available":"Bereit zum Ansehen","request_status.monitoring":"Wird ab jetzt verfolgt","request_status.failed":"Hat nicht geklappt","request_status.declined":"Abgelehnt","request_status.cancelled":"Zurückgezogen",search:"Suchen",severity:"Schwere",everything:"Alles","severity.info":"Information","severity.success":"Erfolg","severity.warning":"Warnungen","severity.error":"Fehler","kind.download":"Downloads","kind.recovery":"Rettung","kind.request":"Wünsche","kind.audit":"Einstellungen","kind.server":"Server","kind.ai":"KI","kind.user":"Personen",nothing_happened:"So etwas ist nicht passiert.",nothing_yet:"Noch ist nichts passiert. Was passiert, steht hier.",no_story:"Darüber steht nichts mehr in der Aktivität.",steps_one:"{count} Schritt",steps_other:"{count} Schritte",open_findings_one:"{count} Sache könnte besser sein",open_findings_other:"{count} Sachen könnten besser sein",no_findings:"Es wurde nichts zu verbessern gefunden.",no_audit:"Die Einstellungen wurden noch nicht geprüft.",run_audit:"Jetzt prüfen",auditing:"Wird geprüft …",score_of:"{score} von 100 Punkten","finding.critical":"Kritisch","finding.high":"Hoch","finding.medium":"Mittel","finding.low":"Gering","finding.info":"Hinweis",fixable:"AutoArr kann es beheben",current:"Jetzt",recommended:"Besser",how:"So geht es",risk:"Risiko","risk.none":"Keines","risk.low":"Gering","risk.medium":"Mittel","risk.high":"Hoch",managed_by:"Verwaltet von",restarts:"Die App muss neu starten, bevor es gilt.",diff:"Was sich ändern würde",before:"Vorher:",after:"Nachher:",preview:"Vorschau",apply:"Anwenden",apply_ask:"Diese Einstellung jetzt ändern? Es lässt sich zurücknehmen.",applied:"Angewendet",undo:"Zurücknehmen",undo_ask:"Die Einstellung zurücksetzen?",undone:"Wieder wie vorher",dismiss_ask:"Diesen Rat künftig ausblenden?",ask_administrator:"Ein Administrator kann das ändern.",edit_stack:"Verbund",edit_stack_help:"Welche Server gezeigt werden; ohne Wahl der erste Verbund.",edit_title:"Titel",edit_title_help:"Statt des Namens der Karte.",overview_name:"Überblick",overview_description:"Befinden, Server, Tempo, Platz und was dich braucht.",downloads_name:"Downloads",downloads_description:"Was geladen wird, was scheiterte und warum, und der Ausweg.",request_name:"Wünsche",request_description:"Einen Film oder eine Serie wünschen und sehen, wie weit es ist.",activity_name:"Aktivität",activity_description:"Was geschah, als Geschichten erzählt.",audit_name:"Einstellungsprüfung",audit_description:"Wie gut die Server eingestellt sind, und es verbessern.",strategy_description:"Eine ganze Seite für Filme und Serien, die sich selbst baut."}});var oe,Qt=u(()=>{oe={overview:"Overview",downloads:"Downloads",requests:"Requests",activity:"Activity",audit:"Settings audit",servers:"Servers",findings:"Findings",loading:"Loading…",just_now:"just now",connection_lost:"The connection to Home Assistant is lost. This is how things were last.",outdated:"AutoArr was updated. This page loads again.",reload:"Reload",stack_gone:"This stack does not exist any more. Choose another one in the card’s settings.",no_stack:"AutoArr is not set up yet. Add it under Settings, Devices & services.",stack_stopped:"AutoArr is not running at the moment. This card goes on by itself when it is back.",not_allowed:"You may not do this. Ask an administrator.",not_supported:"The installed AutoArr cannot do this yet. Restart Home Assistant if you just updated.",unknown_error:"Something went wrong. The log of Home Assistant says more.",cancel:"Cancel",filter:"Filter",nothing_here:"Nothing here.",all_well:"All is well",needs_you:"This needs you",being_mended_one:"{count} download is being mended",being_mended_other:"{count} downloads are being mended",mended_one:"{count} mended so far",mended_other:"{count} mended so far",mended_rate:"{rate} success",left:"{left} left",speed:"Speed",paused:"Paused",disk_free:"Free space",connected:"Connected",away:"Does not answer",streams_one:"{count} person is watching",streams_other:"{count} people are watching","waiting.servers_away_one":"server does not answer","waiting.servers_away_other":"servers do not answer","waiting.store_one":"database cannot be written: nothing is mended until it can","waiting.store_other":"databases cannot be written: nothing is mended until they can","waiting.environment_one":"download waits for the system: disk, provider or network","waiting.environment_other":"downloads wait for the system: disk, provider or network","waiting.given_up_one":"download could not be mended","waiting.given_up_other":"downloads could not be mended","waiting.asking_one":"download asks what to do","waiting.asking_other":"downloads ask what to do","waiting.servers_held_one":"server is left alone: another tool seems active there","waiting.servers_held_other":"servers are left alone: another tool seems active there","waiting.questions_one":"request has a question","waiting.questions_other":"requests have a question","waiting.approvals_one":"request waits for approval","waiting.approvals_other":"requests wait for approval","mode.observe":"Observes only","mode.ask":"Asks first","mode.automatic":"Mends by itself","show.all":"All","show.trouble":"Trouble","show.running":"Running",no_downloads:"Nothing is being downloaded, and nothing failed.",progress_of:"Progress of {title}","status.queued":"Queued","status.downloading":"Downloading","status.paused":"Paused","status.verifying":"Verifying","status.extracting":"Unpacking","status.importing":"Importing","status.import_blocked":"Import needs a hand","status.stalled":"Stalled","status.failed":"Failed","status.completed":"Completed","failure_state.new":"Just failed","failure_state.waiting":"Waiting","failure_state.asking":"Asks you","failure_state.recovering":"Being mended","failure_state.recovered":"Mended","failure_state.given_up":"Given up","failure_state.dismissed":"Ignored","blames.release":"The release is to blame","blames.system":"The system is to blame","blames.nobody":"Nobody is to blame","step.none":"Nothing","step.wait":"Wait","step.refresh":"Refresh the titles","step.retry_same":"Try the same release again","step.regrab":"Get the same release again","step.blocklist_search":"Look for another release","step.lower_quality":"Accept a lower quality","step.remove":"Remove","step.import":"Import","step.pause_client":"Pause the downloads","step.ask":"Ask you","step.alert":"Tell you","step.give_up":"Give up",next:"Next: {step}",next_at:"Next, {when}: {step}",attempt:"Attempt {n}",why:"Why?",less:"Less",story:"Story",retry:"Retry",retry_ask:"Try again now?",retry_yes:"Yes, retry",other_release:"Other release",other_release_ask:"Block this release and look for another?",other_release_yes:"Yes, look",ignore:"Ignore",ignore_ask:"Leave this failure as it is?",ignore_yes:"Yes, ignore",ask_label:"What would you like to watch?",ask_placeholder:"A film or series…",listening:"Listening…",dictate:"Dictate",not_heard:"I could not hear you. Allow the microphone, or type.",send:"Request",no_requests:"Nothing was requested yet. Say what you would like to watch.",which_one:"Which one is meant?",movie:"film",series:"series",in_library:"in the library",seasons_one:"Season {list}",seasons_other:"Seasons {list}",approve:"Approve",decline:"Decline",decline_ask:"Decline this request?",confirm:"Yes, do it",cancel_request:"Cancel",cancel_ask:"Cancel this request? Nothing is removed.",cancel_yes:"Yes, cancel it","request_status.ambiguous":"Which one?","request_status.awaiting_confirmation":"Shall I?","request_status.awaiting_approval":"Waits for approval","request_status.approved":"Approved","request_status.searching":"Searching","request_status.waiting_for_release":"Not out yet","request_status.downloading":"Downloading","request_status.importing":"Almost there","request_status.partially_available":"Partly ready","request_status.available":"Ready to watch","request_status.monitoring":"Followed from now on","request_status.failed":"Did not work","request_status.declined":"Declined","request_status.cancelled":"Cancelled",search:"Search",severity:"Severity",everything:"Everything","severity.info":"Information","severity.success":"Success","severity.warning":"Warnings","severity.error":"Errors","kind.download":"Downloads","kind.recovery":"Mending","kind.request":"Requests","kind.audit":"Settings","kind.server":"Servers","kind.ai":"AI","kind.user":"People",nothing_happened:"Nothing like that happened.",nothing_yet:"Nothing happened yet. What does is told here.",no_story:"There is nothing about it in the activity any more.",steps_one:"{count} step",steps_other:"{count} steps",open_findings_one:"{count} thing could be better",open_findings_other:"{count} things could be better",no_findings:"Nothing to improve was found.",no_audit:"The settings were not checked yet.",run_audit:"Check now",auditing:"Checking…",score_of:"Score {score} of 100","finding.critical":"Critical","finding.high":"High","finding.medium":"Medium","finding.low":"Low","finding.info":"Hint",fixable:"AutoArr can fix it",current:"Now",recommended:"Better",how:"How",risk:"Risk","risk.none":"None","risk.low":"Low","risk.medium":"Medium","risk.high":"High",managed_by:"Managed by",restarts:"The app has to restart before it counts.",diff:"What would change",before:"Before:",after:"After:",preview:"Preview",apply:"Apply",apply_ask:"Change this setting now? It can be undone.",applied:"Applied",undo:"Undo",undo_ask:"Put the setting back as it was?",undone:"Put back as it was",dismiss_ask:"Hide this advice from now on?",ask_administrator:"An administrator can change this.",edit_stack:"Stack",edit_stack_help:"Which servers to show; the first stack if none is chosen.",edit_title:"Title",edit_title_help:"Instead of the card’s own name.",overview_name:"Overview",overview_description:"Health, servers, speed, disk, and what needs you.",downloads_name:"Downloads",downloads_description:"What is being downloaded, what failed and why, and the way out.",request_name:"Requests",request_description:"Ask for a film or series, and see how far it is.",activity_name:"Activity",activity_description:"What happened, told as stories.",audit_name:"Settings audit",audit_description:"How well the servers are set up, and mending it.",strategy_description:"A whole page for films and series, built by itself."}});var Zt,Kt=u(()=>{Zt={overview:"Resumen",downloads:"Descargas",requests:"Peticiones",activity:"Actividad",audit:"Auditoría de ajustes",servers:"Servidores",findings:"Hallazgos",loading:"Cargando…",just_now:"ahora mismo",connection_lost:"Se perdió la conexión con Home Assistant. Este es el último estado conocido.",outdated:"AutoArr se ha actualizado. La página se recarga.",reload:"Recargar",stack_gone:"Este conjunto ya no existe. Elige otro en los ajustes de la tarjeta.",no_stack:"AutoArr aún no está configurado. Añádelo en Ajustes, Dispositivos y servicios.",stack_stopped:"AutoArr no está en marcha ahora. Esta tarjeta seguirá por sí sola cuando vuelva.",not_allowed:"No tienes permiso. Pregunta a un administrador.",not_supported:"El AutoArr instalado aún no puede hacerlo. Reinicia Home Assistant si acabas de actualizar.",unknown_error:"Algo ha fallado. El registro de Home Assistant dice más.",cancel:"Cancelar",filter:"Filtrar",nothing_here:"No hay nada aquí.",all_well:"Todo va bien",needs_you:"Esto te necesita",being_mended_one:"{count} descarga en reparación",being_mended_other:"{count} descargas en reparación",mended_one:"{count} reparada hasta ahora",mended_other:"{count} reparadas hasta ahora",mended_rate:"{rate} de éxito",left:"faltan {left}",speed:"Velocidad",paused:"En pausa",disk_free:"Espacio libre",connected:"Conectado",away:"No responde",streams_one:"{count} reproducción en curso",streams_other:"{count} reproducciones en curso","waiting.servers_away_one":"servidor no responde","waiting.servers_away_other":"servidores no responden","waiting.store_one":"base de datos no se puede escribir: nada se repara hasta entonces","waiting.store_other":"bases de datos no se pueden escribir: nada se repara hasta entonces","waiting.environment_one":"descarga espera al sistema: disco, proveedor o red","waiting.environment_other":"descargas esperan al sistema: disco, proveedor o red","waiting.given_up_one":"descarga no se pudo reparar","waiting.given_up_other":"descargas no se pudieron reparar","waiting.asking_one":"descarga pregunta qué hacer","waiting.asking_other":"descargas preguntan qué hacer","waiting.servers_held_one":"servidor no se toca: otra herramienta parece activa allí","waiting.servers_held_other":"servidores no se tocan: otra herramienta parece activa allí","waiting.questions_one":"petición tiene una pregunta","waiting.questions_other":"peticiones tienen preguntas","waiting.approvals_one":"petición espera aprobación","waiting.approvals_other":"peticiones esperan aprobación","mode.observe":"Solo observa","mode.ask":"Pregunta antes","mode.automatic":"Repara por sí solo","show.all":"Todas","show.trouble":"Problemas","show.running":"En curso",no_downloads:"No hay descargas en curso ni fallos.",progress_of:"Progreso de {title}","status.queued":"En cola","status.downloading":"Descargando","status.paused":"En pausa","status.verifying":"Verificando","status.extracting":"Descomprimiendo","status.importing":"Importando","status.import_blocked":"La importación necesita ayuda","status.stalled":"Parado","status.failed":"Fallido","status.completed":"Completado","failure_state.new":"Acaba de fallar","failure_state.waiting":"En espera","failure_state.asking":"Te pregunta","failure_state.recovering":"En reparación","failure_state.recovered":"Reparado","failure_state.given_up":"Abandonado","failure_state.dismissed":"Ignorado","blames.release":"La culpa es de la publicación","blames.system":"La culpa es del sistema","blames.nobody":"Nadie tiene la culpa","step.none":"Nada","step.wait":"Esperar","step.refresh":"Actualizar los títulos","step.retry_same":"Reintentar la misma publicación","step.regrab":"Volver a obtener la misma publicación","step.blocklist_search":"Buscar otra publicación","step.lower_quality":"Aceptar una calidad menor","step.remove":"Quitar","step.import":"Importar","step.pause_client":"Pausar las descargas","step.ask":"Preguntarte","step.alert":"Avisarte","step.give_up":"Abandonar",next:"Siguiente: {step}",next_at:"Siguiente, {when}: {step}",attempt:"Intento {n}",why:"¿Por qué?",less:"Menos",story:"Historia",retry:"Reintentar",retry_ask:"¿Reintentar ahora?",retry_yes:"Sí, reintentar",other_release:"Otra publicación",other_release_ask:"¿Bloquear esta publicación y buscar otra?",other_release_yes:"Sí, buscar",ignore:"Ignorar",ignore_ask:"¿Dejar este fallo como está?",ignore_yes:"Sí, ignorar",ask_label:"¿Qué te gustaría ver?",ask_placeholder:"Una película o serie…",listening:"Escuchando…",dictate:"Dictar",not_heard:"No te he oído. Permite el micrófono o escribe.",send:"Pedir",no_requests:"Aún no se ha pedido nada. Di qué te gustaría ver.",which_one:"¿Cuál quieres?",movie:"película",series:"serie",in_library:"en la biblioteca",seasons_one:"Temporada {list}",seasons_other:"Temporadas {list}",approve:"Aprobar",decline:"Rechazar",decline_ask:"¿Rechazar esta petición?",confirm:"Sí, adelante",cancel_request:"Cancelar",cancel_ask:"¿Cancelar esta petición? No se borra nada.",cancel_yes:"Sí, cancelar","request_status.ambiguous":"¿Cuál?","request_status.awaiting_confirmation":"¿Lo hago?","request_status.awaiting_approval":"Espera aprobación","request_status.approved":"Aprobada","request_status.searching":"Buscando","request_status.waiting_for_release":"Aún no ha salido","request_status.downloading":"Descargando","request_status.importing":"Casi listo","request_status.partially_available":"Listo en parte","request_status.available":"Listo para ver","request_status.monitoring":"En seguimiento","request_status.failed":"No funcionó","request_status.declined":"Rechazada","request_status.cancelled":"Cancelada",search:"Buscar",severity:"Gravedad",everything:"Todo","severity.info":"Información","severity.success":"Éxito","severity.warning":"Avisos","severity.error":"Errores","kind.download":"Descargas","kind.recovery":"Reparación","kind.request":"Peticiones","kind.audit":"Ajustes","kind.server":"Servidores","kind.ai":"IA","kind.user":"Personas",nothing_happened:"No ha pasado nada así.",nothing_yet:"Aún no ha pasado nada. Lo que pase se contará aquí.",no_story:"La actividad ya no guarda nada sobre ello.",steps_one:"{count} paso",steps_other:"{count} pasos",open_findings_one:"{count} cosa puede mejorar",open_findings_other:"{count} cosas pueden mejorar",no_findings:"No hay nada que mejorar.",no_audit:"Los ajustes aún no se han comprobado.",run_audit:"Comprobar ahora",auditing:"Comprobando…",score_of:"Puntuación: {score} de 100","finding.critical":"Crítico","finding.high":"Alto","finding.medium":"Medio","finding.low":"Bajo","finding.info":"Consejo",fixable:"AutoArr puede corregirlo",current:"Ahora",recommended:"Mejor",how:"Cómo",risk:"Riesgo","risk.none":"Ninguno","risk.low":"Bajo","risk.medium":"Medio","risk.high":"Alto",managed_by:"Gestionado por",restarts:"La aplicación debe reiniciarse para que cuente.",diff:"Lo que cambiaría",before:"Antes:",after:"Después:",preview:"Vista previa",apply:"Aplicar",apply_ask:"¿Cambiar este ajuste ahora? Se puede deshacer.",applied:"Aplicado",undo:"Deshacer",undo_ask:"¿Dejar el ajuste como estaba?",undone:"Restaurado",dismiss_ask:"¿Ocultar este consejo desde ahora?",ask_administrator:"Un administrador puede cambiarlo.",edit_stack:"Conjunto",edit_stack_help:"Qué servidores mostrar; el primer conjunto si no se elige.",edit_title:"Título",edit_title_help:"En lugar del nombre de la tarjeta.",overview_name:"Resumen",overview_description:"Estado, servidores, velocidad, disco y lo que te necesita.",downloads_name:"Descargas",downloads_description:"Qué se descarga, qué falló y por qué, y la salida.",request_name:"Peticiones",request_description:"Pedir una película o serie y ver cómo va.",activity_name:"Actividad",activity_description:"Lo que ha pasado, contado en historias.",audit_name:"Auditoría de ajustes",audit_description:"Lo bien ajustados que están los servidores, y cómo mejorarlo.",strategy_description:"Una página entera para películas y series, hecha sola."}});var Xt,Yt=u(()=>{Xt={overview:"Aperçu",downloads:"Téléchargements",requests:"Demandes",activity:"Activité",audit:"Audit des réglages",servers:"Serveurs",findings:"Constats",loading:"Chargement…",just_now:"à l’instant",connection_lost:"La connexion à Home Assistant est perdue. Voici le dernier état connu.",outdated:"AutoArr a été mis à jour. La page se recharge.",reload:"Recharger",stack_gone:"Cet ensemble n’existe plus. Choisissez-en un autre dans les réglages de la carte.",no_stack:"AutoArr n’est pas encore configuré. Ajoutez-le sous Paramètres, Appareils et services.",stack_stopped:"AutoArr ne fonctionne pas en ce moment. Cette carte reprendra d’elle-même à son retour.",not_allowed:"Vous n’en avez pas le droit. Demandez à un administrateur.",not_supported:"La version installée d’AutoArr ne sait pas encore le faire. Redémarrez Home Assistant après une mise à jour.",unknown_error:"Quelque chose a échoué. Le journal de Home Assistant en dit plus.",cancel:"Annuler",filter:"Filtrer",nothing_here:"Rien ici.",all_well:"Tout va bien",needs_you:"Ceci demande votre attention",being_mended_one:"{count} téléchargement en cours de réparation",being_mended_other:"{count} téléchargements en cours de réparation",mended_one:"{count} réparé jusqu’ici",mended_other:"{count} réparés jusqu’ici",mended_rate:"{rate} de réussite",left:"encore {left}",speed:"Vitesse",paused:"En pause",disk_free:"Espace libre",connected:"Connecté",away:"Ne répond pas",streams_one:"{count} lecture en cours",streams_other:"{count} lectures en cours","waiting.servers_away_one":"serveur ne répond pas","waiting.servers_away_other":"serveurs ne répondent pas","waiting.store_one":"base de données non inscriptible : rien n’est réparé d’ici là","waiting.store_other":"bases de données non inscriptibles : rien n’est réparé d’ici là","waiting.environment_one":"téléchargement attend le système : disque, fournisseur ou réseau","waiting.environment_other":"téléchargements attendent le système : disque, fournisseur ou réseau","waiting.given_up_one":"téléchargement n’a pas pu être réparé","waiting.given_up_other":"téléchargements n’ont pas pu être réparés","waiting.asking_one":"téléchargement demande quoi faire","waiting.asking_other":"téléchargements demandent quoi faire","waiting.servers_held_one":"serveur laissé tranquille : un autre outil semble y agir","waiting.servers_held_other":"serveurs laissés tranquilles : un autre outil semble y agir","waiting.questions_one":"demande pose une question","waiting.questions_other":"demandes posent une question","waiting.approvals_one":"demande attend un accord","waiting.approvals_other":"demandes attendent un accord","mode.observe":"Observe seulement","mode.ask":"Demande d’abord","mode.automatic":"Répare tout seul","show.all":"Tous","show.trouble":"Problèmes","show.running":"En cours",no_downloads:"Aucun téléchargement en cours, aucun échec.",progress_of:"Progression de {title}","status.queued":"En file d’attente","status.downloading":"Téléchargement","status.paused":"En pause","status.verifying":"Vérification","status.extracting":"Extraction","status.importing":"Importation","status.import_blocked":"Importation bloquée","status.stalled":"Bloqué","status.failed":"Échoué","status.completed":"Terminé","failure_state.new":"Vient d’échouer","failure_state.waiting":"En attente","failure_state.asking":"Vous demande","failure_state.recovering":"En réparation","failure_state.recovered":"Réparé","failure_state.given_up":"Abandonné","failure_state.dismissed":"Ignoré","blames.release":"La release est en cause","blames.system":"Le système est en cause","blames.nobody":"Personne n’est en cause","step.none":"Rien","step.wait":"Attendre","step.refresh":"Actualiser les titres","step.retry_same":"Réessayer la même release","step.regrab":"Reprendre la même release","step.blocklist_search":"Chercher une autre release","step.lower_quality":"Accepter une qualité moindre","step.remove":"Supprimer","step.import":"Importer","step.pause_client":"Suspendre les téléchargements","step.ask":"Vous demander","step.alert":"Vous avertir","step.give_up":"Abandonner",next:"Ensuite : {step}",next_at:"Ensuite, {when} : {step}",attempt:"Essai {n}",why:"Pourquoi ?",less:"Moins",story:"Histoire",retry:"Réessayer",retry_ask:"Réessayer maintenant ?",retry_yes:"Oui, réessayer",other_release:"Autre release",other_release_ask:"Bloquer cette release et en chercher une autre ?",other_release_yes:"Oui, chercher",ignore:"Ignorer",ignore_ask:"Laisser cet échec tel quel ?",ignore_yes:"Oui, ignorer",ask_label:"Que voulez-vous regarder ?",ask_placeholder:"Un film ou une série…",listening:"J’écoute…",dictate:"Dicter",not_heard:"Je ne vous ai pas entendu. Autorisez le micro ou écrivez.",send:"Demander",no_requests:"Rien n’a encore été demandé. Dites ce que vous voulez regarder.",which_one:"Lequel voulez-vous ?",movie:"film",series:"série",in_library:"dans la bibliothèque",seasons_one:"Saison {list}",seasons_other:"Saisons {list}",approve:"Accepter",decline:"Refuser",decline_ask:"Refuser cette demande ?",confirm:"Oui, allez-y",cancel_request:"Annuler",cancel_ask:"Annuler cette demande ? Rien n’est supprimé.",cancel_yes:"Oui, annuler","request_status.ambiguous":"Lequel ?","request_status.awaiting_confirmation":"Dois-je ?","request_status.awaiting_approval":"Attend un accord","request_status.approved":"Accepté","request_status.searching":"Recherche","request_status.waiting_for_release":"Pas encore sorti","request_status.downloading":"Téléchargement","request_status.importing":"Presque prêt","request_status.partially_available":"En partie prêt","request_status.available":"Prêt à regarder","request_status.monitoring":"Suivi désormais","request_status.failed":"Échec","request_status.declined":"Refusé","request_status.cancelled":"Annulé",search:"Rechercher",severity:"Gravité",everything:"Tout","severity.info":"Information","severity.success":"Réussite","severity.warning":"Avertissements","severity.error":"Erreurs","kind.download":"Téléchargements","kind.recovery":"Réparation","kind.request":"Demandes","kind.audit":"Réglages","kind.server":"Serveurs","kind.ai":"IA","kind.user":"Personnes",nothing_happened:"Rien de tel ne s’est passé.",nothing_yet:"Rien ne s’est encore passé. La suite sera racontée ici.",no_story:"L’activité n’en garde plus de trace.",steps_one:"{count} étape",steps_other:"{count} étapes",open_findings_one:"{count} point à améliorer",open_findings_other:"{count} points à améliorer",no_findings:"Rien à améliorer.",no_audit:"Les réglages n’ont pas encore été vérifiés.",run_audit:"Vérifier maintenant",auditing:"Vérification…",score_of:"Note : {score} sur 100","finding.critical":"Critique","finding.high":"Élevé","finding.medium":"Moyen","finding.low":"Faible","finding.info":"Conseil",fixable:"AutoArr peut corriger",current:"Actuel",recommended:"Mieux",how:"Comment",risk:"Risque","risk.none":"Aucun","risk.low":"Faible","risk.medium":"Moyen","risk.high":"Élevé",managed_by:"Géré par",restarts:"L’application doit redémarrer pour en tenir compte.",diff:"Ce qui changerait",before:"Avant :",after:"Après :",preview:"Aperçu",apply:"Appliquer",apply_ask:"Modifier ce réglage maintenant ? C’est réversible.",applied:"Appliqué",undo:"Rétablir",undo_ask:"Remettre le réglage d’avant ?",undone:"Remis comme avant",dismiss_ask:"Masquer ce conseil désormais ?",ask_administrator:"Un administrateur peut le modifier.",edit_stack:"Ensemble",edit_stack_help:"Quels serveurs montrer ; le premier ensemble par défaut.",edit_title:"Titre",edit_title_help:"À la place du nom de la carte.",overview_name:"Aperçu",overview_description:"Santé, serveurs, vitesse, disque et ce qui demande votre attention.",downloads_name:"Téléchargements",downloads_description:"Ce qui se télécharge, ce qui a échoué et pourquoi, et la solution.",request_name:"Demandes",request_description:"Demander un film ou une série et suivre l’avancement.",activity_name:"Activité",activity_description:"Ce qui s’est passé, raconté en histoires.",audit_name:"Audit des réglages",audit_description:"La qualité des réglages des serveurs, et leur correction.",strategy_description:"Une page entière pour films et séries, construite toute seule."}});var ts,es=u(()=>{ts={overview:"Panoramica",downloads:"Download",requests:"Richieste",activity:"Attività",audit:"Controllo delle impostazioni",servers:"Server",findings:"Rilievi",loading:"Caricamento…",just_now:"proprio ora",connection_lost:"La connessione a Home Assistant è persa. Questo è l’ultimo stato noto.",outdated:"AutoArr è stato aggiornato. La pagina si ricarica.",reload:"Ricarica",stack_gone:"Questo gruppo non esiste più. Scegline un altro nelle impostazioni della scheda.",no_stack:"AutoArr non è ancora configurato. Aggiungilo in Impostazioni, Dispositivi e servizi.",stack_stopped:"AutoArr non è in funzione ora. Questa scheda riprenderà da sola al suo ritorno.",not_allowed:"Non ti è permesso. Chiedi a un amministratore.",not_supported:"L’AutoArr installato non può ancora farlo. Riavvia Home Assistant se hai appena aggiornato.",unknown_error:"Qualcosa è andato storto. Il registro di Home Assistant dice di più.",cancel:"Annulla",filter:"Filtra",nothing_here:"Qui non c’è niente.",all_well:"Tutto a posto",needs_you:"Serve il tuo intervento",being_mended_one:"{count} download in riparazione",being_mended_other:"{count} download in riparazione",mended_one:"{count} riparato finora",mended_other:"{count} riparati finora",mended_rate:"{rate} di successo",left:"mancano {left}",speed:"Velocità",paused:"In pausa",disk_free:"Spazio libero",connected:"Connesso",away:"Non risponde",streams_one:"{count} riproduzione in corso",streams_other:"{count} riproduzioni in corso","waiting.servers_away_one":"server non risponde","waiting.servers_away_other":"server non rispondono","waiting.store_one":"database non scrivibile: fino ad allora non si ripara nulla","waiting.store_other":"database non scrivibili: fino ad allora non si ripara nulla","waiting.environment_one":"download attende il sistema: disco, fornitore o rete","waiting.environment_other":"download attendono il sistema: disco, fornitore o rete","waiting.given_up_one":"download non si è potuto riparare","waiting.given_up_other":"download non si sono potuti riparare","waiting.asking_one":"download chiede cosa fare","waiting.asking_other":"download chiedono cosa fare","waiting.servers_held_one":"server lasciato stare: sembra attivo un altro strumento","waiting.servers_held_other":"server lasciati stare: sembra attivo un altro strumento","waiting.questions_one":"richiesta ha una domanda","waiting.questions_other":"richieste hanno domande","waiting.approvals_one":"richiesta attende approvazione","waiting.approvals_other":"richieste attendono approvazione","mode.observe":"Osserva soltanto","mode.ask":"Chiede prima","mode.automatic":"Ripara da solo","show.all":"Tutti","show.trouble":"Problemi","show.running":"In corso",no_downloads:"Nessun download in corso e nessun errore.",progress_of:"Avanzamento di {title}","status.queued":"In coda","status.downloading":"In download","status.paused":"In pausa","status.verifying":"Verifica","status.extracting":"Estrazione","status.importing":"Importazione","status.import_blocked":"L’importazione richiede aiuto","status.stalled":"Fermo","status.failed":"Fallito","status.completed":"Completato","failure_state.new":"Appena fallito","failure_state.waiting":"In attesa","failure_state.asking":"Ti chiede","failure_state.recovering":"In riparazione","failure_state.recovered":"Riparato","failure_state.given_up":"Rinunciato","failure_state.dismissed":"Ignorato","blames.release":"La colpa è della release","blames.system":"La colpa è del sistema","blames.nobody":"Nessuno ha colpa","step.none":"Niente","step.wait":"Attendere","step.refresh":"Aggiornare i titoli","step.retry_same":"Riprovare la stessa release","step.regrab":"Riprendere la stessa release","step.blocklist_search":"Cercare un’altra release","step.lower_quality":"Accettare una qualità inferiore","step.remove":"Rimuovere","step.import":"Importare","step.pause_client":"Mettere in pausa i download","step.ask":"Chiedere a te","step.alert":"Avvisarti","step.give_up":"Rinunciare",next:"Prossimo: {step}",next_at:"Prossimo, {when}: {step}",attempt:"Tentativo {n}",why:"Perché?",less:"Meno",story:"Storia",retry:"Riprova",retry_ask:"Riprovare ora?",retry_yes:"Sì, riprova",other_release:"Altra release",other_release_ask:"Bloccare questa release e cercarne un’altra?",other_release_yes:"Sì, cerca",ignore:"Ignora",ignore_ask:"Lasciare questo errore così com’è?",ignore_yes:"Sì, ignora",ask_label:"Cosa vorresti guardare?",ask_placeholder:"Un film o una serie…",listening:"In ascolto…",dictate:"Detta",not_heard:"Non ti ho sentito. Consenti il microfono o scrivi.",send:"Richiedi",no_requests:"Ancora nessuna richiesta. Di’ cosa vorresti guardare.",which_one:"Quale intendi?",movie:"film",series:"serie",in_library:"nella raccolta",seasons_one:"Stagione {list}",seasons_other:"Stagioni {list}",approve:"Approva",decline:"Rifiuta",decline_ask:"Rifiutare questa richiesta?",confirm:"Sì, procedi",cancel_request:"Annulla",cancel_ask:"Annullare questa richiesta? Non si elimina nulla.",cancel_yes:"Sì, annulla","request_status.ambiguous":"Quale?","request_status.awaiting_confirmation":"Procedo?","request_status.awaiting_approval":"Attende approvazione","request_status.approved":"Approvata","request_status.searching":"Ricerca","request_status.waiting_for_release":"Non ancora uscito","request_status.downloading":"In download","request_status.importing":"Quasi pronto","request_status.partially_available":"In parte pronto","request_status.available":"Pronto da vedere","request_status.monitoring":"Seguita d’ora in poi","request_status.failed":"Non riuscita","request_status.declined":"Rifiutata","request_status.cancelled":"Annullata",search:"Cerca",severity:"Gravità",everything:"Tutto","severity.info":"Informazione","severity.success":"Successo","severity.warning":"Avvisi","severity.error":"Errori","kind.download":"Download","kind.recovery":"Riparazione","kind.request":"Richieste","kind.audit":"Impostazioni","kind.server":"Server","kind.ai":"IA","kind.user":"Persone",nothing_happened:"Non è successo nulla del genere.",nothing_yet:"Non è ancora successo nulla. Ciò che accade sarà qui.",no_story:"L’attività non ne conserva più traccia.",steps_one:"{count} passo",steps_other:"{count} passi",open_findings_one:"{count} cosa può migliorare",open_findings_other:"{count} cose possono migliorare",no_findings:"Non c’è nulla da migliorare.",no_audit:"Le impostazioni non sono ancora state controllate.",run_audit:"Controlla ora",auditing:"Controllo…",score_of:"Punteggio {score} su 100","finding.critical":"Critico","finding.high":"Alto","finding.medium":"Medio","finding.low":"Basso","finding.info":"Consiglio",fixable:"AutoArr può correggerlo",current:"Ora",recommended:"Meglio",how:"Come",risk:"Rischio","risk.none":"Nessuno","risk.low":"Basso","risk.medium":"Medio","risk.high":"Alto",managed_by:"Gestito da",restarts:"L’app deve riavviarsi perché abbia effetto.",diff:"Cosa cambierebbe",before:"Prima:",after:"Dopo:",preview:"Anteprima",apply:"Applica",apply_ask:"Cambiare ora questa impostazione? Si può annullare.",applied:"Applicato",undo:"Ripristina",undo_ask:"Rimettere l’impostazione com’era?",undone:"Ripristinato",dismiss_ask:"Nascondere questo consiglio d’ora in poi?",ask_administrator:"Un amministratore può cambiarlo.",edit_stack:"Gruppo",edit_stack_help:"Quali server mostrare; il primo gruppo se non scelto.",edit_title:"Titolo",edit_title_help:"Al posto del nome della scheda.",overview_name:"Panoramica",overview_description:"Stato, server, velocità, disco e ciò che richiede te.",downloads_name:"Download",downloads_description:"Cosa si scarica, cosa è fallito e perché, e la soluzione.",request_name:"Richieste",request_description:"Chiedi un film o una serie e guarda a che punto è.",activity_name:"Attività",activity_description:"Cosa è successo, raccontato in storie.",audit_name:"Controllo impostazioni",audit_description:"Quanto bene sono configurati i server, e come correggerlo.",strategy_description:"Una pagina intera per film e serie, creata da sola."}});var is,ss=u(()=>{is={overview:"Overzicht",downloads:"Downloads",requests:"Verzoeken",activity:"Activiteit",audit:"Controle van instellingen",servers:"Servers",findings:"Bevindingen",loading:"Laden…",just_now:"zojuist",connection_lost:"De verbinding met Home Assistant is weg. Zo was het als laatste.",outdated:"AutoArr is bijgewerkt. Deze pagina wordt opnieuw geladen.",reload:"Herladen",stack_gone:"Deze stack bestaat niet meer. Kies een andere in de instellingen van de kaart.",no_stack:"AutoArr is nog niet ingesteld. Voeg het toe via Instellingen, Apparaten & diensten.",stack_stopped:"AutoArr draait op dit moment niet. Deze kaart gaat vanzelf verder zodra het terug is.",not_allowed:"Dit mag je niet. Vraag het een beheerder.",not_supported:"De geïnstalleerde AutoArr kan dit nog niet. Herstart Home Assistant als je net hebt bijgewerkt.",unknown_error:"Er ging iets mis. Het logboek van Home Assistant vertelt meer.",cancel:"Annuleren",filter:"Filter",nothing_here:"Hier is niets.",all_well:"Alles in orde",needs_you:"Dit heeft jou nodig",being_mended_one:"{count} download wordt hersteld",being_mended_other:"{count} downloads worden hersteld",mended_one:"tot nu toe {count} hersteld",mended_other:"tot nu toe {count} hersteld",mended_rate:"{rate} geslaagd",left:"nog {left}",speed:"Snelheid",paused:"Gepauzeerd",disk_free:"Vrije ruimte",connected:"Verbonden",away:"Antwoordt niet",streams_one:"{count} weergave bezig",streams_other:"{count} weergaven bezig","waiting.servers_away_one":"server antwoordt niet","waiting.servers_away_other":"servers antwoorden niet","waiting.store_one":"database is niet te beschrijven: tot dan wordt niets hersteld","waiting.store_other":"databases zijn niet te beschrijven: tot dan wordt niets hersteld","waiting.environment_one":"download wacht op het systeem: schijf, provider of netwerk","waiting.environment_other":"downloads wachten op het systeem: schijf, provider of netwerk","waiting.given_up_one":"download kon niet worden hersteld","waiting.given_up_other":"downloads konden niet worden hersteld","waiting.asking_one":"download vraagt wat te doen","waiting.asking_other":"downloads vragen wat te doen","waiting.servers_held_one":"server blijft met rust: daar lijkt ander gereedschap actief","waiting.servers_held_other":"servers blijven met rust: daar lijkt ander gereedschap actief","waiting.questions_one":"verzoek heeft een vraag","waiting.questions_other":"verzoeken hebben een vraag","waiting.approvals_one":"verzoek wacht op goedkeuring","waiting.approvals_other":"verzoeken wachten op goedkeuring","mode.observe":"Kijkt alleen toe","mode.ask":"Vraagt eerst","mode.automatic":"Herstelt vanzelf","show.all":"Alle","show.trouble":"Problemen","show.running":"Bezig",no_downloads:"Er wordt niets gedownload en er is niets mislukt.",progress_of:"Voortgang van {title}","status.queued":"In de wachtrij","status.downloading":"Downloadt","status.paused":"Gepauzeerd","status.verifying":"Wordt gecontroleerd","status.extracting":"Wordt uitgepakt","status.importing":"Wordt geïmporteerd","status.import_blocked":"Import heeft hulp nodig","status.stalled":"Staat stil","status.failed":"Mislukt","status.completed":"Voltooid","failure_state.new":"Net mislukt","failure_state.waiting":"Wacht","failure_state.asking":"Vraagt jou","failure_state.recovering":"Wordt hersteld","failure_state.recovered":"Hersteld","failure_state.given_up":"Opgegeven","failure_state.dismissed":"Genegeerd","blames.release":"Het ligt aan de release","blames.system":"Het ligt aan het systeem","blames.nobody":"Niemand heeft schuld","step.none":"Niets","step.wait":"Wachten","step.refresh":"Titels verversen","step.retry_same":"Dezelfde release opnieuw proberen","step.regrab":"Dezelfde release opnieuw ophalen","step.blocklist_search":"Een andere release zoeken","step.lower_quality":"Lagere kwaliteit toestaan","step.remove":"Verwijderen","step.import":"Importeren","step.pause_client":"Downloads pauzeren","step.ask":"Jou vragen","step.alert":"Jou waarschuwen","step.give_up":"Opgeven",next:"Daarna: {step}",next_at:"Daarna, {when}: {step}",attempt:"Poging {n}",why:"Waarom?",less:"Minder",story:"Verloop",retry:"Opnieuw",retry_ask:"Nu opnieuw proberen?",retry_yes:"Ja, opnieuw",other_release:"Andere release",other_release_ask:"Deze release blokkeren en een andere zoeken?",other_release_yes:"Ja, zoeken",ignore:"Negeren",ignore_ask:"Deze mislukking zo laten?",ignore_yes:"Ja, negeren",ask_label:"Wat wil je kijken?",ask_placeholder:"Een film of serie…",listening:"Ik luister…",dictate:"Dicteren",not_heard:"Ik kon je niet horen. Sta de microfoon toe of typ.",send:"Aanvragen",no_requests:"Er is nog niets aangevraagd. Zeg wat je wilt kijken.",which_one:"Welke bedoel je?",movie:"film",series:"serie",in_library:"in de bibliotheek",seasons_one:"Seizoen {list}",seasons_other:"Seizoenen {list}",approve:"Goedkeuren",decline:"Afwijzen",decline_ask:"Dit verzoek afwijzen?",confirm:"Ja, graag",cancel_request:"Intrekken",cancel_ask:"Dit verzoek intrekken? Er wordt niets verwijderd.",cancel_yes:"Ja, intrekken","request_status.ambiguous":"Welke?","request_status.awaiting_confirmation":"Zal ik?","request_status.awaiting_approval":"Wacht op goedkeuring","request_status.approved":"Goedgekeurd","request_status.searching":"Wordt gezocht","request_status.waiting_for_release":"Nog niet uit","request_status.downloading":"Wordt gedownload","request_status.importing":"Bijna klaar","request_status.partially_available":"Deels klaar","request_status.available":"Klaar om te kijken","request_status.monitoring":"Wordt voortaan gevolgd","request_status.failed":"Niet gelukt","request_status.declined":"Afgewezen","request_status.cancelled":"Ingetrokken",search:"Zoeken",severity:"Ernst",everything:"Alles","severity.info":"Informatie","severity.success":"Gelukt","severity.warning":"Waarschuwingen","severity.error":"Fouten","kind.download":"Downloads","kind.recovery":"Herstel","kind.request":"Verzoeken","kind.audit":"Instellingen","kind.server":"Servers","kind.ai":"AI","kind.user":"Personen",nothing_happened:"Zoiets is niet gebeurd.",nothing_yet:"Er is nog niets gebeurd. Wat er gebeurt staat hier.",no_story:"Daarover staat niets meer in de activiteit.",steps_one:"{count} stap",steps_other:"{count} stappen",open_findings_one:"{count} ding kan beter",open_findings_other:"{count} dingen kunnen beter",no_findings:"Er is niets te verbeteren gevonden.",no_audit:"De instellingen zijn nog niet gecontroleerd.",run_audit:"Nu controleren",auditing:"Controleren…",score_of:"Score {score} van 100","finding.critical":"Kritiek","finding.high":"Hoog","finding.medium":"Gemiddeld","finding.low":"Laag","finding.info":"Tip",fixable:"AutoArr kan het oplossen",current:"Nu",recommended:"Beter",how:"Hoe",risk:"Risico","risk.none":"Geen","risk.low":"Laag","risk.medium":"Gemiddeld","risk.high":"Hoog",managed_by:"Beheerd door",restarts:"De app moet opnieuw starten voordat het geldt.",diff:"Wat zou veranderen",before:"Voorheen:",after:"Daarna:",preview:"Voorbeeld",apply:"Toepassen",apply_ask:"Deze instelling nu wijzigen? Het kan ongedaan worden gemaakt.",applied:"Toegepast",undo:"Ongedaan maken",undo_ask:"De instelling terugzetten?",undone:"Teruggezet",dismiss_ask:"Dit advies voortaan verbergen?",ask_administrator:"Een beheerder kan dit wijzigen.",edit_stack:"Stack",edit_stack_help:"Welke servers te tonen; zonder keuze de eerste stack.",edit_title:"Titel",edit_title_help:"In plaats van de naam van de kaart.",overview_name:"Overzicht",overview_description:"Toestand, servers, snelheid, schijf en wat jou nodig heeft.",downloads_name:"Downloads",downloads_description:"Wat wordt gedownload, wat mislukte en waarom, en de uitweg.",request_name:"Verzoeken",request_description:"Vraag een film of serie aan en zie hoe ver het is.",activity_name:"Activiteit",activity_description:"Wat er gebeurde, verteld als verhalen.",audit_name:"Controle van instellingen",audit_description:"Hoe goed de servers zijn ingesteld, en het verbeteren ervan.",strategy_description:"Een hele pagina voor films en series, vanzelf opgebouwd."}});function C(i){let s=i||"en",e=as.get(s);return e||(e=new Je(s),as.set(s,e)),e}function Yi(i){try{return Intl.NumberFormat.supportedLocalesOf(i)[0]??"en"}catch{return"en"}}var Zi,rs,ns,Je,as,le=u(()=>{"use strict";Gt();Qt();Kt();Yt();es();ss();Zi={de:Jt,en:oe,es:Zt,fr:Xt,it:ts,nl:is},rs=["byte","kilobyte","megabyte","gigabyte","terabyte","petabyte"],ns=[["day",86400],["hour",3600],["minute",60]],Je=class{constructor(s){this.language=Yi(s),this.phrases=Zi[s.split("-")[0]??"en"]??oe,this.plurals=new Intl.PluralRules(this.language)}say(s,e={}){return(this.phrases[s]??oe[s]??s).replace(/\{(\w+)\}/g,(r,n)=>{let a=e[n];return a===void 0?r:typeof a=="number"?this.number(a):a})}count(s,e,t={}){let r=this.plurals.select(e)==="one"?"one":"other";return this.say(`${s}_${r}`,{count:e,...t})}member(s,e){let t=`${s}.${e}`;return t in oe?this.say(t):e.replaceAll("_"," ")}number(s,e=0){return new Intl.NumberFormat(this.language,{maximumFractionDigits:e}).format(s)}percent(s){return new Intl.NumberFormat(this.language,{style:"percent",maximumFractionDigits:0}).format(s/100)}size(s,e){let t=Math.max(0,s),r=0;for(;t>=1e3&&r<rs.length-1;)t/=1e3,r+=1;let n=rs[r]??"byte";return new Intl.NumberFormat(this.language,{style:"unit",unit:e?`${n}-per-${e}`:n,unitDisplay:"short",maximumFractionDigits:t<10&&r>0?1:0}).format(t)}duration(s){let[e,t]=ns.find(([,r])=>s>=r)??["second",1];return new Intl.NumberFormat(this.language,{style:"unit",unit:e,unitDisplay:"short",maximumFractionDigits:0}).format(Math.max(0,Math.round(s/t)))}ago(s,e){let t=(Date.parse(s)-e)/1e3;if(Number.isNaN(t))return"";let[r,n]=ns.find(([,a])=>Math.abs(t)>=a)??["second",1];return r==="second"&&t<=0&&t>-10?this.say("just_now"):new Intl.RelativeTimeFormat(this.language,{numeric:"auto"}).format(Math.round(t/n),r)}moment(s){let e=new Date(s);return Number.isNaN(e.valueOf())?"":new Intl.DateTimeFormat(this.language,{dateStyle:"medium",timeStyle:"short"}).format(e)}},as=new Map});function us(){return cs}function ps(i){return Qe.add(i),()=>Qe.delete(i)}function Ke(){location.reload()}function hs(i){if(!ls||ds.has(i))return;ds.add(i);let s=async()=>{let e=await It(i).catch(()=>null);if(!(!e||e===ls)){cs=!0;for(let t of Qe)t();sessionStorage.getItem(os)!==e&&setTimeout(()=>{Xi()||(sessionStorage.setItem(os,e),Ke())},4e3)}};i.addEventListener("ready",()=>{s()}),s()}function Xi(){let i=document.activeElement;for(;i?.shadowRoot?.activeElement;)i=i.shadowRoot.activeElement;return i instanceof HTMLInputElement||i instanceof HTMLTextAreaElement}var os,ls,Qe,ds,cs,ms=u(()=>{"use strict";ae();os="autoarr-reloaded-for",ls=new URL(import.meta.url).searchParams.get("v"),Qe=new Set,ds=new WeakSet,cs=!1});var er,tr,_,G=u(()=>{"use strict";x();z();ae();Wt();Ge();Bt();le();ms();er={bad:"mdi:alert-circle-outline",good:"mdi:check-circle-outline",info:"mdi:information-outline",warn:"mdi:alert-outline"},tr=6e4,_=class extends ${constructor(){super(...arguments);this.question=null;this.busy=new Set;this.said=null;this.now=Date.now();this.listening=new be(this);this.refrain=()=>{this.question=null}}static{this.styles=[Vt]}setConfig(e){if(e.config_entry_id!==void 0&&typeof e.config_entry_id!="string")throw new Error("config_entry_id: a text is expected");this.config=e}getCardSize(){return 6}getGridOptions(){return{columns:12,rows:"auto",min_columns:6,min_rows:3}}get words(){return C(this.hass?.locale?.language??this.hass?.language)}say(e,t={}){return this.words.say(e,t)}get isAdmin(){return this.hass?.user?.is_admin??!1}can(e){return this.hass?.services.autoarr?.[e]!==void 0}get stack(){return this.config?.config_entry_id?this.config.config_entry_id:this.hass?B(this.hass)[0]?.id:void 0}feed(e){return this.hass&&Ft(this.hass.connection,e,this.stack)}items(e){return[...this.feed(e)?.items.values()??[]]}connectedCallback(){super.connectedCallback(),this.now=Date.now(),this.clock=setInterval(()=>{this.now=Date.now()},tr/2),this.unwatch=ps(()=>this.requestUpdate())}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),clearTimeout(this.silence),this.unwatch?.()}willUpdate(e){this.hass&&hs(this.hass.connection),this.now=Date.now();let t=this.stack?this.topics.map(r=>this.feed(r)).filter(r=>r!==void 0):[];this.listening.to(t)}render(){if(!this.hass||!this.config)return o`<ha-card></ha-card>`;let e=this.config.title||this.say(this.heading),t=this.trouble();return o`
      <ha-card @keydown=${this.onKey}>
        <header>
          <h2>${e}</h2>
          ${t?d:this.summary()}
        </header>
        <div class="body">
          ${this.notices()}
          <div aria-live="polite" class="live">
            ${this.said?this.notice(this.said.tone,this.said.text):d}
          </div>
          ${t??this.content()}
        </div>
      </ha-card>
    `}summary(){return d}notice(e,t,r){return o`
      <div class="notice ${e}-tone" role=${e==="bad"?"alert":"note"}>
        <ha-icon icon=${er[e]} aria-hidden="true"></ha-icon>
        <span>${t}</span>
        ${r??d}
      </div>
    `}poster(e,t,r,n){return o`
      <div class="cover">
        <autoarr-poster .hass=${this.hass} .path=${t} .kind=${e}></autoarr-poster>
        <span class="badge ${n}">
          <ha-icon icon=${r} aria-hidden="true"></ha-icon>
        </span>
      </div>
    `}empty(e,t){return o`
      <div class="empty">
        <ha-icon icon=${e} aria-hidden="true"></ha-icon>
        <div>${t}</div>
      </div>
    `}notices(){let e=this.hass?.connected===!1||this.topics.some(t=>this.feed(t)?.state==="lost");return o`
      ${us()?this.notice("info",this.say("outdated"),o`<button @click=${Ke}>${this.say("reload")}</button>`):d}
      ${e?this.notice("warn",this.say("connection_lost")):d}
    `}trouble(){let e=this.hass,t=B(e),r=this.config?.config_entry_id;if(r?!t.some(({id:l})=>l===r):!t.length)return this.empty("mdi:server-off",this.say(r?"stack_gone":"no_stack"));let n=this.topics.map(l=>this.feed(l)),a=n.find(l=>l?.state==="unloaded"||l?.state==="removed");if(a)return this.empty("mdi:server-off",this.say(a.state==="removed"?"stack_gone":"stack_stopped"));let c=n.find(l=>l?.state==="refused");return c?this.empty("mdi:alert-circle-outline",this.why(c.refusal)):n.every(l=>l?.state==="connecting")?o`<div class="empty" aria-busy="true">${this.say("loading")}</div>`:null}why(e){switch(e?.code){case"unauthorized":return this.say("not_allowed");case"unknown_command":return this.say("not_supported");default:return e?.message||this.say("unknown_error")}}tell(e,t){this.said={tone:e,text:t},clearTimeout(this.silence),this.silence=setTimeout(()=>{this.said=null},e==="bad"?15e3:6e3)}async run(e,t,r=()=>!1){if(this.busy.has(e))return null;this.busy=new Set([...this.busy,e]);try{let n=await t(),a=n?.message;return a&&!r(n)&&this.tell("good",a),n}catch(n){return this.tell("bad",this.why(F(n))),null}finally{this.busy=new Set([...this.busy].filter(n=>n!==e))}}async act(e,t={}){return jt(this.hass,e,{config_entry_id:this.stack,...t})}asking(e,t,r,n=""){return o`
      <button
        class=${n}
        ?disabled=${this.busy.has(r.about)}
        @click=${()=>this.ask(r)}
      >
        <ha-icon icon=${e} aria-hidden="true"></ha-icon>${t}
      </button>
    `}answering(e){return o`
      <div class="actions" role="group" aria-label=${e.text}>
        <span class="asked">${e.text}</span>
        <button class="main yes" @click=${()=>this.confirm(e)}>
          ${e.yes}
        </button>
        <button @click=${this.refrain}>${this.say("cancel")}</button>
      </div>
    `}async ask(e){this.question=e,await this.settled(),this.renderRoot.querySelector("button.yes")?.focus()}async confirm(e){this.question=null,await this.run(e.about,e.action)}onKey(e){e.key==="Escape"&&this.question&&(e.stopPropagation(),this.question=null)}async settled(){await this.updateComplete;let e=this.renderRoot.querySelectorAll("autoarr-list");await Promise.all([...e].map(t=>t.updateComplete))}};h([k({attribute:!1})],_.prototype,"hass",2),h([m()],_.prototype,"config",2),h([m()],_.prototype,"question",2),h([m()],_.prototype,"busy",2),h([m()],_.prototype,"said",2),h([m()],_.prototype,"now",2)});function xe(i,s){s&&i.dispatchEvent(new CustomEvent(Ze,{bubbles:!0,composed:!0,detail:s}))}function gs(i){let s=e=>i(e.detail);return window.addEventListener(Ze,s),()=>window.removeEventListener(Ze,s)}var Ze,ke=u(()=>{"use strict";Ze="autoarr-open-story"});function fs(i){let s=[...i].sort((t,r)=>sr(r.at,t.at)),e=new Map;for(let t of s){let r=t.correlation_id??t.id,n=e.get(r);n?n.rows.push(t):e.set(r,{id:r,correlation:t.correlation_id,rows:[t]})}return[...e.values()]}function sr(i,s){return Date.parse(i)-Date.parse(s)}function Ye(...i){let s=new Map;for(let e of i)for(let t of e)s.set(t.id,t);return[...s.values()]}function vs(i,s,e,t){if(s.size&&!s.has(i.kind)||e&&i.severity!==e)return!1;let r=t.trim().toLowerCase();return!r||`${i.title}
${i.message}`.toLowerCase().includes(r)}var _s=u(()=>{"use strict"});var ys,ws=u(()=>{"use strict";x();ys=b`
  .filters {
    display: flex;
    gap: 8px;
    padding: 4px 16px 8px;
  }
  .filters input {
    flex: 1 1 60%;
  }
  .filters select {
    flex: 0 1 40%;
  }
  .item:has(.story) {
    padding: 0;
  }
  .story {
    display: flex;
    align-items: flex-start;
    justify-content: flex-start;
    gap: 12px;
    width: 100%;
    min-height: 56px;
    padding: 10px 16px;
    border: 0;
    border-radius: 0;
    text-align: start;
    outline-offset: -2px;
  }
  .story .text {
    flex: 1;
    min-width: 0;
  }
  .story .name,
  .story .message,
  .course .said {
    display: block;
    overflow-wrap: anywhere;
  }
  .course {
    list-style: none;
    margin: 0;
    padding: 2px 16px 12px 25px;
  }
  .course li {
    position: relative;
    padding: 0 0 10px 28px;
    border-inline-start: 2px solid var(--divider-color);
  }
  .course li:last-child {
    border-color: transparent;
    padding-bottom: 0;
  }
  .course li::before {
    content: "";
    position: absolute;
    inset-inline-start: -7px;
    top: 4px;
    width: 12px;
    height: 12px;
    border-radius: 50%;
    background: currentColor;
  }
  .course .said {
    color: var(--primary-text-color);
  }
`});var ir,bs,xs,ks,rr,A,$s=u(()=>{"use strict";x();z();ae();G();ke();_s();ws();ir=["download","recovery","request","audit","server","ai","user"],bs={ai:"mdi:creation-outline",audit:"mdi:clipboard-check-outline",download:"mdi:download",recovery:"mdi:car-cruise-control",request:"mdi:movie-search-outline",server:"mdi:server",user:"mdi:account-outline"},xs={error:["bad","mdi:alert-circle-outline"],info:["calm",""],success:["good","mdi:check-circle-outline"],warning:["warn","mdi:alert-outline"]},ks=50,rr=300,A=class extends _{constructor(){super(...arguments);this.topics=["activity"];this.heading="activity";this.kinds=new Set;this.severity="";this.search="";this.open=null;this.older=[];this.told=[];this.complete=!1;this.offset=0;this.reading=!1;this.round=0;this.row=e=>{let t=e.rows[0],r=this.open===e.id,[n,a]=xs[t.severity]??["calm",""];return o`
      <button
        class="story"
        aria-expanded=${r}
        @click=${()=>r?this.fold():this.unfold(e)}
      >
        <ha-icon
          class=${n}
          icon=${a||(bs[t.kind]??"mdi:circle-small")}
          aria-hidden="true"
        ></ha-icon>
        <span class="text">
          <span class="name">${t.title}</span>
          <span class="message">${t.message}</span>
          <span class="hidden">${this.words.member("severity",t.severity)}</span>
          <span class="line">
            <span title=${this.words.moment(t.at)}
              >${this.words.ago(t.at,this.now)}</span
            >
            ${t.server?o`<span>${t.server}</span>`:d}
            ${e.rows.length>1?o`<span>${this.words.count("steps",e.rows.length)}</span>`:d}
          </span>
        </span>
        ${e.correlation?o`<ha-icon
                class="calm"
                icon=${r?"mdi:chevron-up":"mdi:chevron-down"}
                aria-hidden="true"
              ></ha-icon>`:d}
      </button>
      ${r?this.course(e):d}
    `};this.type=e=>{let{value:t}=e.target;clearTimeout(this.typed),this.typed=setTimeout(()=>{this.search=t,this.startOver()},rr)};this.choose=e=>{this.severity=e.target.value,this.startOver()};this.read=async()=>{if(this.reading||this.complete||!this.hass)return;this.reading=!0;let e=this.round;try{let t=await Ue(this.hass.connection,this.stack,this.filter,ks,this.offset);if(e!==this.round)return;this.offset+=t.items.length,this.complete=t.items.length<ks||this.offset>=t.total,this.older=Ye(this.older,t.items)}catch(t){if(e!==this.round)return;this.complete=!0,this.tell("bad",this.why(F(t)))}finally{e===this.round&&(this.reading=!1,this.requestUpdate())}}}static{this.styles=[_.styles,ys].flat()}static getStubConfig(){return{}}getCardSize(){return 8}connectedCallback(){super.connectedCallback(),this.deaf=gs(e=>{this.jump(e)})}disconnectedCallback(){super.disconnectedCallback(),this.deaf?.(),clearTimeout(this.typed)}willUpdate(e){super.willUpdate(e),this.stack!==this.shownStack&&(this.shownStack=this.stack,this.startOver())}get filter(){return{...this.kinds.size?{kind:[...this.kinds]}:{},...this.severity?{severity:this.severity}:{},...this.search.trim()?{search:this.search.trim()}:{}}}get list(){let e=this.items("activity").filter(r=>vs(r,this.kinds,this.severity,this.search));return fs(Ye(this.older,e,this.told))}content(){let e=this.list;return o`
      ${this.filters()}
      ${e.length?o`<autoarr-list
              .items=${e}
              .row=${this.row}
              .stamp=${[this.open,this.now]}
              .more=${!this.complete}
              label=${this.say("activity")}
              @more=${this.read}
            ></autoarr-list>`:this.reading?o`<div class="empty" aria-busy="true">${this.say("loading")}</div>`:this.empty("mdi:sleep",this.say(Object.keys(this.filter).length?"nothing_happened":"nothing_yet"))}
    `}filters(){return o`
      <div class="filters">
        <input
          type="search"
          aria-label=${this.say("search")}
          placeholder=${this.say("search")}
          .value=${this.search}
          @input=${this.type}
        />
        <select aria-label=${this.say("severity")} @change=${this.choose}>
          ${["","success","warning","error"].map(e=>o`
              <option value=${e} ?selected=${e===this.severity}>
                ${e?this.words.member("severity",e):this.say("everything")}
              </option>
            `)}
        </select>
      </div>
      <div class="chips" role="group" aria-label=${this.say("filter")}>
        ${ir.map(e=>o`
            <button
              aria-pressed=${this.kinds.has(e)}
              @click=${()=>this.toggle(e)}
            >
              <ha-icon icon=${bs[e]??""} aria-hidden="true"></ha-icon
              >${this.words.member("kind",e)}
            </button>
          `)}
      </div>
    `}course(e){return o`
      <ol class="course">
        ${[...e.rows].reverse().map(t=>{let[r]=xs[t.severity]??["calm"];return o`
            <li class=${r}>
              <span class="said">${t.message}</span>
              <span class="hidden">${this.words.member("severity",t.severity)}</span>
              <span class="line">
                <span>${this.words.moment(t.at)}</span>
                ${t.server?o`<span>${t.server}</span>`:d}
              </span>
            </li>
          `})}
      </ol>
    `}toggle(e){let t=new Set(this.kinds);t.delete(e)||t.add(e),this.kinds=t,this.startOver()}startOver(){this.round+=1,this.reading=!1,this.complete=!1,this.offset=0,this.older=[],this.told=[],this.open=null,this.stack&&this.read()}fold(){this.open=null,this.told=[]}async unfold(e){e.correlation&&(this.open=e.id,await this.whole(e.correlation))}async whole(e){try{let t=await Ue(this.hass.connection,this.stack,{correlation_id:e},500,0);return this.open===e&&(this.told=t.items),t.items.length>0}catch(t){return this.tell("bad",this.why(F(t))),!1}}async jump(e){if(this.kinds=new Set,this.severity="",this.search="",this.startOver(),this.open=e,!await this.whole(e)){this.tell("info",this.say("no_story"));return}await this.settled(),await this.renderRoot.querySelector("autoarr-list")?.show(e),this.scrollIntoView({block:"nearest"}),this.renderRoot.querySelector(`[data-id="${CSS.escape(e)}"] .story`)?.focus()}};h([m()],A.prototype,"kinds",2),h([m()],A.prototype,"severity",2),h([m()],A.prototype,"search",2),h([m()],A.prototype,"open",2),h([m()],A.prototype,"older",2),h([m()],A.prototype,"told",2),h([m()],A.prototype,"complete",2)});function Ss(i,s){return i.filter(({id:e,state:t})=>t==="open"||s.has(e)).sort((e,t)=>As.indexOf(e.severity)-As.indexOf(t.severity)||(e.priority??1e9)-(t.priority??1e9)||e.title.localeCompare(t.title))}function Rs(i){let s=i?.score;return typeof s=="number"?Math.round(s):null}function qs(i){return i>=85?"good":i>=60?"warn":"bad"}function Xe(i){return i?.changes??[]}function et(i){return i==null||i===""?"–":typeof i=="string"?i:JSON.stringify(i)}var As,Ts=u(()=>{"use strict";As=["critical","high","medium","low","info"]});var Es,Cs=u(()=>{"use strict";x();Es=b`
  .score {
    display: flex;
    align-items: center;
    gap: 16px;
    padding: 0 16px 12px;
  }
  .score .text {
    flex: 1;
    min-width: 0;
  }
  .ring {
    width: 80px;
    height: 80px;
    flex: none;
  }
  .ring circle {
    fill: none;
    stroke-width: 8;
  }
  .rail {
    stroke: color-mix(in srgb, var(--primary-text-color) 12%, transparent);
  }
  .arc {
    stroke: currentColor;
    stroke-linecap: round;
    transform: rotate(-90deg);
    transform-origin: center;
    transition: stroke-dasharray 0.8s ease-out;
  }
  .ring text {
    fill: var(--primary-text-color);
    font-size: 24px;
    font-weight: 600;
    text-anchor: middle;
    dominant-baseline: central;
  }
  .item:has(.finding) {
    padding: 0;
  }
  .finding {
    display: flex;
    align-items: flex-start;
    justify-content: flex-start;
    gap: 12px;
    width: 100%;
    min-height: 56px;
    padding: 10px 16px;
    border: 0;
    border-radius: 0;
    text-align: start;
    outline-offset: -2px;
  }
  .finding .text {
    flex: 1;
    min-width: 0;
  }
  .finding .name {
    display: block;
  }
  .details {
    padding: 0 16px 14px 48px;
    overflow-wrap: anywhere;
  }
  .details p {
    margin: 0 0 8px;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 12px;
    margin: 0 0 8px;
  }
  dt {
    color: var(--secondary-text-color);
  }
  dd {
    margin: 0;
  }
  .diff {
    border: 1px solid var(--divider-color);
    border-radius: 10px;
    overflow: hidden;
    font-family: var(--ha-font-family-code, monospace);
    font-size: var(--ha-font-size-s, 12px);
  }
  .diff > div {
    padding: 4px 10px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .field {
    color: var(--secondary-text-color);
  }
  .before {
    background: color-mix(in srgb, var(--error-color) 12%, transparent);
  }
  .before::before {
    content: "− ";
  }
  .after {
    background: color-mix(in srgb, var(--success-color) 14%, transparent);
  }
  .after::before {
    content: "+ ";
  }
`});var nr,tt,Ps,D,zs=u(()=>{"use strict";x();z();G();Ts();Cs();nr={critical:["mdi:alert-octagon-outline","bad"],high:["mdi:alert-circle-outline","bad"],info:["mdi:information-outline","calm"],low:["mdi:information-outline","calm"],medium:["mdi:alert-outline","warn"]},tt=34,Ps=2*Math.PI*tt,D=class extends _{constructor(){super(...arguments);this.topics=["findings"];this.heading="audit";this.open=null;this.severity="";this.previews=new Map;this.applied=new Map;this.row=e=>{let t=this.open===e.id,r=this.applied.get(e.id),[n,a]=r?["mdi:check-circle-outline","good"]:nr[e.severity]??["mdi:information-outline","calm"];return o`
      <button
        class="finding"
        aria-expanded=${t}
        @click=${()=>{this.open=t?null:e.id}}
      >
        <ha-icon class=${a} icon=${n} aria-hidden="true"></ha-icon>
        <span class="text">
          <span class="name">${e.title}</span>
          <span class="line">
            <span
              >${r?this.say("applied"):this.words.member("finding",e.severity)}</span
            >
            ${e.server?o`<span>${e.server}</span>`:d}
            ${e.fixable&&!r?o`<span>${this.say("fixable")}</span>`:d}
          </span>
        </span>
        <ha-icon
          class="calm"
          icon=${t?"mdi:chevron-up":"mdi:chevron-down"}
          aria-hidden="true"
        ></ha-icon>
      </button>
      ${t?this.details(e):d}
    `}}static{this.styles=[_.styles,Es].flat()}static getStubConfig(){return{}}getCardSize(){return 8}content(){let e=Ss(this.items("findings"),new Set(this.applied.keys())),t=Rs(this.feed("findings")?.whole),r=[...new Set(e.map(({severity:a})=>a))],n=e.filter(({severity:a})=>!this.severity||a===this.severity);return o`
      ${this.score(e,t)}
      ${r.length>1?o`<div class="chips" role="group" aria-label=${this.say("filter")}>
              ${r.map(a=>o`
                  <button
                    aria-pressed=${this.severity===a}
                    @click=${()=>{this.severity=this.severity===a?"":a}}
                  >
                    ${this.words.member("finding",a)}
                    <span class="quiet"
                      >${this.words.number(e.filter(c=>c.severity===a).length)}</span
                    >
                  </button>
                `)}
            </div>`:d}
      ${n.length?o`<autoarr-list
              .items=${n}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.open,this.previews,this.applied]}
              label=${this.say("findings")}
            ></autoarr-list>`:this.empty("mdi:shield-check-outline",this.say(t===null?"no_audit":"no_findings"))}
    `}score(e,t){let r=this.busy.has("audit");return o`
      <div class="score">
        ${t===null?d:this.ring(t)}
        <div class="text">
          ${t===null&&!e.length?d:o`<div class="name">
                  ${this.words.count("open_findings",e.length)}
                </div>`}
          ${this.can("run_audit")?o`<div class="actions">
                  <button
                    ?disabled=${r}
                    @click=${()=>this.run("audit",()=>this.act("run_audit"))}
                  >
                    <ha-icon icon="mdi:clipboard-search-outline" aria-hidden="true"></ha-icon
                    >${this.say(r?"auditing":"run_audit")}
                  </button>
                </div>`:d}
        </div>
      </div>
    `}ring(e){return o`
      <svg
        class="ring ${qs(e)}"
        viewBox="0 0 80 80"
        role="img"
        aria-label=${this.say("score_of",{score:e})}
      >
        ${bt`
          <circle class="rail" cx="40" cy="40" r=${tt}></circle>
          <circle
            class="arc"
            cx="40"
            cy="40"
            r=${tt}
            stroke-dasharray="${Ps*e/100} ${Ps}"
          ></circle>
          <text x="40" y="41">${this.words.number(e)}</text>
        `}
      </svg>
    `}details(e){let t=this.applied.get(e.id)??this.previews.get(e.id);return o`
      <div class="details">
        ${e.why?o`<p>${e.why}</p>`:d}
        ${e.explanation?o`<p>${e.explanation}</p>`:d}
        <dl>
          ${this.fact(this.say("current"),e.current)}
          ${this.fact(this.say("recommended"),e.recommended)}
          ${e.fixable?d:this.fact(this.say("how"),e.how??"")}
          ${e.fixable?this.fact(this.say("risk"),this.words.member("risk",e.risk)):d}
          ${this.fact(this.say("managed_by"),e.managed_by??"")}
        </dl>
        ${e.restarts?o`<p>${this.say("restarts")}</p>`:d}
        ${t?this.diff(t):d}
        ${this.question?.about===e.id?this.answering(this.question):this.buttons(e)}
      </div>
    `}fact(e,t){return t?o`<dt>${e}</dt><dd>${t}</dd>`:d}diff(e){return o`
      <div class="diff" role="group" aria-label=${this.say("diff")}>
        ${e.flatMap(({diff:t})=>t).map(({field:t,before:r,after:n})=>o`
              <div class="field">${t}</div>
              <div class="before">
                <span class="hidden">${this.say("before")}</span>${et(r)}
              </div>
              <div class="after">
                <span class="hidden">${this.say("after")}</span>${et(n)}
              </div>
            `)}
      </div>
    `}buttons(e){if(!this.isAdmin)return o`<p class="quiet">${this.say("ask_administrator")}</p>`;let{id:t}=e,r=this.applied.get(t);return r?o`<div class="actions">
        ${this.asking("mdi:undo",this.say("undo"),{about:t,action:()=>this.undo(t,r),text:this.say("undo_ask"),yes:this.say("undo")})}
      </div>`:o`
      <div class="actions">
        ${e.fixable&&this.can("apply_fix")?o`<button
                  ?disabled=${this.busy.has(t)}
                  @click=${()=>this.run(t,()=>this.rehearse(t))}
                >
                  <ha-icon icon="mdi:file-compare" aria-hidden="true"></ha-icon
                  >${this.say("preview")}
                </button>
                ${this.asking("mdi:auto-fix",this.say("apply"),{about:t,action:()=>this.apply(t),text:this.say("apply_ask"),yes:this.say("apply")},"main")}`:d}
        ${this.can("dismiss_finding")?this.asking("mdi:eye-off-outline",this.say("ignore"),{about:t,action:()=>this.act("dismiss_finding",{finding_id:t}),text:this.say("dismiss_ask"),yes:this.say("ignore_yes")}):d}
      </div>
    `}async rehearse(e){let t=Xe(await this.act("apply_fix",{dry_run:!0,finding_id:e}));this.previews=new Map(this.previews).set(e,t)}async apply(e){let t=Xe(await this.act("apply_fix",{confirm:!0,finding_id:e}));this.applied=new Map(this.applied).set(e,t),this.tell("good",this.say("applied"))}async undo(e,t){for(let n of[...t].reverse())await this.act("undo_fix",{change_id:n.id});let r=new Map(this.applied);r.delete(e),this.applied=r,this.tell("good",this.say("undone"))}};h([m()],D.prototype,"open",2),h([m()],D.prototype,"severity",2),h([m()],D.prototype,"previews",2),h([m()],D.prototype,"applied",2)});function Ns(i,s){let e=new Map(s.map(a=>[a.id,a])),t=new Map(s.map(a=>[a.download_id,a])),r=i.map(a=>{let l=(a.failure?e.get(a.failure):void 0)??t.get(a.id)??null;return l&&e.delete(l.id),{id:a.id,title:a.title,download:a,failure:l}});return[...[...e.values()].map(a=>({id:a.id,title:a.title,download:null,failure:a})),...r].sort((a,c)=>Os(a)-Os(c)||ar(Ms(a),Ms(c)))}function Ms({failure:i}){return i?.detected_at??""}function ar(i,s){return i===s?0:i>s?-1:1}function Os({download:i,failure:s}){if(s)return-1;let e=Ds.indexOf(i?.status??"");return e<0?Ds.length:e}function Is({download:i,failure:s}){return s!==null||["failed","import_blocked","stalled"].includes(i?.status??"")}function js({download:i}){return["downloading","extracting","verifying","importing"].includes(i?.status??"")}function Hs(i,s){return i.filter(or[s])}function Ls(i){return{all:i.length,running:i.filter(js).length,trouble:i.filter(Is).length}}var Ds,or,Fs=u(()=>{"use strict";Ds=["downloading","extracting","verifying","importing","import_blocked","stalled","paused","queued","completed"];or={all:()=>!0,running:js,trouble:Is}});var Ws,Us=u(()=>{"use strict";x();Ws=b`
  .cause {
    margin-top: 6px;
    overflow-wrap: anywhere;
  }
  .evidence {
    margin: 8px 0 0;
    padding-inline-start: 18px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
`});var lr,dr,J,Vs=u(()=>{"use strict";x();z();G();ke();Fs();Us();lr={completed:["mdi:check-circle-outline","good"],downloading:["mdi:download","calm"],extracting:["mdi:package-variant","calm"],failed:["mdi:alert-circle-outline","bad"],import_blocked:["mdi:hand-back-right-outline","warn"],importing:["mdi:folder-move-outline","calm"],paused:["mdi:pause-circle-outline","calm"],queued:["mdi:clock-outline","calm"],stalled:["mdi:timer-alert-outline","warn"],verifying:["mdi:shield-check-outline","calm"]},dr=["all","trouble","running"],J=class extends _{constructor(){super(...arguments);this.topics=["downloads","failures"];this.heading="downloads";this.show="all";this.open=null;this.row=e=>{let{download:t,failure:r}=e,n=t?.status??"failed",a=(t??r).media,[c,l]=lr[n]??["mdi:download","calm"];return o`
      <div class="row">
        ${this.poster(a.media_type,a.poster,c,r?"bad":l)}
        <div class="text">
          <div class="name">${e.title}</div>
          ${t?this.progress(t):d}
          <div class="line">
            <span
              >${r&&!t?this.words.member("failure_state",r.state):this.words.member("status",n)}</span
            >
            ${this.facts(e)}
          </div>
          ${r?this.failure(r):d}
        </div>
      </div>
    `}}static{this.styles=[_.styles,Ws].flat()}static getStubConfig(){return{}}getCardSize(){return 8}getGridOptions(){return{columns:12,rows:"auto",min_columns:6,min_rows:4}}summary(){let e=this.items("downloads").reduce((t,r)=>t+r.size_left,0);return o`<span class="sum"
      >${e?this.say("left",{left:this.words.size(e)}):""}</span
    >`}content(){let e=Ns(this.items("downloads"),this.items("failures"));if(!e.length)return this.empty("mdi:sofa-outline",this.say("no_downloads"));let t=Ls(e),r=Hs(e,this.show);return o`
      <div class="chips" role="group" aria-label=${this.say("filter")}>
        ${dr.map(n=>o`
            <button
              aria-pressed=${this.show===n}
              @click=${()=>{this.show=n}}
            >
              ${this.words.member("show",n)}
              <span class="quiet">${this.words.number(t[n])}</span>
            </button>
          `)}
      </div>
      ${r.length?o`<autoarr-list
              .items=${r}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.open,this.now]}
              label=${this.say("downloads")}
            ></autoarr-list>`:this.empty("mdi:check-circle-outline",this.say("nothing_here"))}
    `}facts({download:e,failure:t}){let r=e?.server??t?.server;return o`
      ${e?.time_left&&e.status==="downloading"?o`<span>${this.words.duration(e.time_left)}</span>`:d}
      ${e?.size?o`<span>${this.words.size(e.size)}</span>`:d}
      ${e?.quality?o`<span>${e.quality}</span>`:d}
      ${r?o`<span>${r}</span>`:d}
    `}progress(e){return e.status==="queued"&&!e.progress?d:o`
      <div
        class="bar"
        role="progressbar"
        aria-label=${this.say("progress_of",{title:e.title})}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(e.progress)}
      >
        <div style="width:${Math.min(100,Math.max(0,e.progress))}%"></div>
      </div>
    `}failure(e){let t=this.open===e.id;return o`
      <div class="cause">${e.cause}</div>
      <div class="line">
        <span>${this.words.member("blames",e.blames)}</span>
        ${this.next(e)}
      </div>
      ${t?this.evidence(e):d}
      ${this.question?.about===e.id?this.answering(this.question):this.buttons(e,t)}
    `}next(e){if(!e.next_step||e.next_step==="none")return d;let t=this.words.member("step",e.next_step);return o`<span
      >${e.next_attempt_at?this.say("next_at",{step:t,when:this.words.ago(e.next_attempt_at,this.now)}):this.say("next",{step:t})}</span
    >`}evidence(e){return o`
      <ul class="evidence">
        ${e.evidence.map(({source:t,text:r})=>o`<li><b>${t}</b> ${r}</li>`)}
        ${e.attempts.map(t=>o`
            <li>
              <b>${this.say("attempt",{n:t.n})}</b>
              ${this.words.member("step",t.step)},
              ${this.words.ago(t.at,this.now)}
              ${t.outcome?`(${t.outcome})`:""}
            </li>
          `)}
      </ul>
      <button class="plain" @click=${()=>xe(this,e.correlation_id)}>
        <ha-icon icon="mdi:timeline-text-outline" aria-hidden="true"></ha-icon
        >${this.say("story")}
      </button>
    `}buttons(e,t){return o`
      <div class="actions">
        ${this.asking("mdi:refresh",this.say("retry"),this.retry(e,"auto"),"main")}
        ${this.isAdmin?o`${this.asking("mdi:swap-horizontal",this.say("other_release"),this.retry(e,"other_release"))}
              ${this.asking("mdi:eye-off-outline",this.say("ignore"),this.ignore(e))}`:d}
        <button
          class="plain"
          aria-expanded=${t}
          @click=${()=>{this.open=t?null:e.id}}
        >
          ${this.say(t?"less":"why")}
        </button>
      </div>
    `}retry(e,t){let r=t==="other_release";return{about:e.id,text:this.say(r?"other_release_ask":"retry_ask"),yes:this.say(r?"other_release_yes":"retry_yes"),action:()=>this.act("retry_download",{failure_id:e.id,strategy:t})}}ignore(e){return{about:e.id,text:this.say("ignore_ask"),yes:this.say("ignore_yes"),action:()=>this.act("dismiss_failure",{failure_id:e.id})}}};h([m()],J.prototype,"show",2),h([m()],J.prototype,"open",2)});var Bs,Gs=u(()=>{"use strict";x();Bs=b`
  .state {
    display: flex;
    gap: 12px;
    align-items: center;
    padding: 0 16px 12px;
  }
  .state > ha-icon {
    --mdc-icon-size: 32px;
    width: 32px;
    height: 32px;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .waiting {
    margin: 0 16px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--warning-color) 14%, transparent);
    padding: 4px 12px;
  }
  .waiting li {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 36px;
  }
  .count {
    min-width: 24px;
    height: 24px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--warning-color) 30%, transparent);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    font-weight: 600;
    font-size: 12px;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    gap: 8px;
    margin: 0;
    padding: 0 16px 12px;
  }
  .figure {
    border-radius: 12px;
    padding: 10px 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  dt {
    display: flex;
    gap: 6px;
    align-items: center;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dt ha-icon {
    --mdc-icon-size: 16px;
    width: 16px;
    height: 16px;
  }
  dd {
    margin: 2px 0 0;
    font-size: 18px;
    font-weight: 500;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
  }
  /* The theme's red alone is too pale for some eyes. */
  dd.bad {
    color: color-mix(in srgb, var(--error-color) 70%, var(--primary-text-color));
  }
  dd .quiet {
    font-size: var(--ha-font-size-s, 12px);
    font-weight: 400;
  }
  .servers li {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 8px 16px;
    min-height: 36px;
    border-top: 1px solid var(--divider-color);
  }
  .servers .text {
    flex: 1;
    min-width: 0;
  }
`});function Js({attention:i}){return ur.map(s=>[s,Number(i[s]??0)]).filter(([,s])=>s>0)}var cr,ur,pr,$e,Qs=u(()=>{"use strict";x();G();Gs();cr={plex:"mdi:plex",radarr:"mdi:movie-open-outline",sabnzbd:"mdi:download-network-outline",sonarr:"mdi:television-classic"},ur=["servers_away","store","environment","given_up","asking","servers_held","questions","approvals"],pr=2e10,$e=class extends _{constructor(){super(...arguments);this.topics=["overview"];this.heading="overview"}static{this.styles=[_.styles,Bs].flat()}static getStubConfig(){return{}}getCardSize(){return 5}content(){let e=this.feed("overview")?.whole;return e?o`
      ${this.standing(e)} ${this.waiting(e)} ${this.figures(e)}
      <ul class="servers" aria-label=${this.say("servers")}>
        ${e.servers.map(t=>this.server(t))}
      </ul>
    `:o`<div class="empty">${this.say("loading")}</div>`}standing(e){let t=Js(e).length,[r,n,a]=t?["warn","mdi:hand-back-right-outline",this.say("needs_you")]:e.recovery.recovering?["good","mdi:car-cruise-control",this.words.count("being_mended",e.recovery.recovering)]:["good","mdi:check-circle-outline",this.say("all_well")];return o`
      <div class="state">
        <ha-icon class=${r} icon=${n} aria-hidden="true"></ha-icon>
        <div>
          <div class="name">${a}</div>
          <div class="line">
            <span>${this.words.member("mode",e.recovery.mode)}</span>
            ${e.recovery.total_recovered?o`<span
                    >${this.words.count("mended",e.recovery.total_recovered)}</span
                  >`:d}
            ${e.recovery.rate===null?d:o`<span
                    >${this.say("mended_rate",{rate:this.words.percent(e.recovery.rate)})}</span
                  >`}
          </div>
        </div>
      </div>
    `}waiting(e){let t=Js(e);return t.length?o`
      <ul class="waiting" aria-label=${this.say("needs_you")}>
        ${t.map(([r,n])=>o`
            <li>
              <span class="count">${this.words.number(n)}</span>
              <span>${this.words.count(`waiting.${r}`,n)}</span>
            </li>
          `)}
      </ul>
    `:d}figures({queue:e,disks:t,requests:r}){let n=[...t].sort((a,c)=>a.free-c.free)[0];return o`
      <dl>
        ${this.figure("mdi:download",this.say("downloads"),this.words.number(e.downloads),e.size_left?this.say("left",{left:this.words.size(e.size_left)}):"")}
        ${this.figure(e.paused?"mdi:pause":"mdi:speedometer",this.say("speed"),e.paused?this.say("paused"):this.words.size(e.speed,"second"),e.time_left&&!e.paused?this.words.duration(e.time_left):"")}
        ${n?this.figure("mdi:harddisk",this.say("disk_free"),this.words.size(n.free),n.server,n.free<pr?"bad":""):d}
        ${this.figure("mdi:movie-search-outline",this.say("requests"),this.words.number(r.open),"")}
      </dl>
    `}figure(e,t,r,n,a=""){return o`
      <div class="figure">
        <dt><ha-icon icon=${e} aria-hidden="true"></ha-icon>${t}</dt>
        <dd class=${a}>
          ${r}${n?o`<span class="quiet">${n}</span>`:d}
        </dd>
      </div>
    `}server(e){let[t,r]=e.connected?e.problem?["warn","mdi:alert-outline"]:["good","mdi:check-circle-outline"]:["bad","mdi:close-circle-outline"],n=e.problem??this.say(e.connected?"connected":"away");return o`
      <li>
        <ha-icon icon=${cr[e.type]??"mdi:server"} aria-hidden="true"></ha-icon>
        <div class="text">
          <div class="name">${e.server}</div>
          <div class="line">
            <span>${n}</span>
            ${this.work(e)}
          </div>
        </div>
        <ha-icon class=${t} icon=${r} aria-hidden="true"></ha-icon>
      </li>
    `}work(e){return e.paused?o`<span>${this.say("paused")}</span>`:e.streams?o`<span>${this.words.count("streams",e.streams)}</span>`:d}}});function Ks(){let i=window;return i.SpeechRecognition??i.webkitSpeechRecognition}function Zs(){return window.isSecureContext&&Ks()!==void 0}function Ys(i,s,e){let t=Ks();if(!t)return e("unsupported"),()=>{};let r=new t,n=null;return r.lang=i,r.interimResults=!0,r.onresult=({results:a})=>{s(Array.from(a,c=>c[0]?.transcript??"").join(""))},r.onerror=({error:a})=>{n=a==="aborted"?null:a},r.onend=()=>e(n),r.start(),()=>r.stop()}var Xs=u(()=>{"use strict"});function de({status:i}){return hr.has(i)}function Ae({status:i}){return mr.has(i)}function st({title:i,query:s,year:e}){let t=i||s;return e&&i?`${t} (${e})`:t}function ei(i){let s=e=>Ae(e)?0:e.status==="awaiting_approval"?1:de(e)?3:2;return[...i].sort((e,t)=>s(e)-s(t)||Date.parse(t.updated_at)-Date.parse(e.updated_at))}var hr,mr,ti=u(()=>{"use strict";hr=new Set(["available","monitoring","failed","declined","cancelled"]),mr=new Set(["ambiguous","awaiting_confirmation"])});var si,ii=u(()=>{"use strict";x();si=b`
  .ask {
    display: flex;
    gap: 8px;
    padding: 4px 16px 12px;
  }
  .ask input {
    flex: 1;
  }
  .message {
    margin-top: 4px;
    overflow-wrap: anywhere;
  }
  .choices {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 112px;
    gap: 10px;
    margin: 10px -16px 0 0;
    padding: 2px 16px 6px 2px;
    overflow-x: auto;
    scroll-snap-type: x proximity;
  }
  .choice {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    justify-content: flex-start;
    gap: 2px;
    padding: 6px;
    border-radius: 12px;
    text-align: start;
    scroll-snap-align: start;
    font-size: var(--ha-font-size-s, 12px);
  }
  .choice autoarr-poster {
    --poster-icon-size: 32px;
    aspect-ratio: 2 / 3;
    border-radius: 8px;
  }
  .choice .title {
    font-weight: 500;
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
`});var gr,Q,ri=u(()=>{"use strict";x();z();G();Xs();ke();ti();ii();gr={ambiguous:["mdi:help-circle-outline","warn"],approved:["mdi:check","calm"],available:["mdi:check-circle-outline","good"],awaiting_approval:["mdi:account-clock-outline","warn"],awaiting_confirmation:["mdi:help-circle-outline","warn"],cancelled:["mdi:close-circle-outline","calm"],declined:["mdi:cancel","calm"],downloading:["mdi:download","calm"],failed:["mdi:alert-circle-outline","bad"],importing:["mdi:folder-move-outline","calm"],monitoring:["mdi:calendar-sync-outline","good"],partially_available:["mdi:circle-half-full","good"],searching:["mdi:magnify","calm"],waiting_for_release:["mdi:calendar-clock-outline","calm"]},Q=class extends _{constructor(){super(...arguments);this.topics=["requests"];this.heading="requests";this.hears=!1;this.hush=null;this.submit=async e=>{e.preventDefault();let t=this.input?.value.trim();if(!t){this.input?.focus();return}let r=await this.run("form",()=>this.act("request_media",{query:t}),({request:c})=>c!==null&&Ae(c));if(!r)return;this.input&&(this.input.value="");let n=r.request;if(!n)return;await this.settled(),await this.renderRoot.querySelector("autoarr-list")?.show(n.id),Ae(n)?this.renderRoot.querySelector(`[data-id="${CSS.escape(n.id)}"] .choice`)?.focus():this.input?.focus()};this.listen=()=>{if(this.hears){this.hush?.();return}this.hears=!0,this.hush=Ys(this.words.language,e=>{this.input&&(this.input.value=e)},e=>{this.hears=!1,e?this.tell("bad",this.say("not_heard")):this.input?.focus()})};this.row=e=>{let[t,r]=gr[e.status]??["mdi:movie-open-outline","calm"],n=e.candidates.length>0&&e.status==="ambiguous";return o`
      <div class="row">
        ${this.poster(e.media_type,e.poster,t,r)}
        <div class="text">
          <div class="name">${st(e)}</div>
          <div class="line">
            <span>${this.words.member("request_status",e.status)}</span>
            ${this.facts(e)}
          </div>
          ${this.progress(e)}
          ${e.message?o`<div class="message">${e.message}</div>`:d}
          ${n?this.choices(e):d}
          ${this.question?.about===e.id?this.answering(this.question):this.buttons(e)}
        </div>
      </div>
    `}}static{this.styles=[_.styles,si].flat()}static getStubConfig(){return{}}getCardSize(){return 7}disconnectedCallback(){super.disconnectedCallback(),this.hush?.()}content(){let e=ei(this.items("requests"));return o`
      ${this.form()}
      ${e.length?o`<autoarr-list
              .items=${e}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.now]}
              label=${this.say("requests")}
            ></autoarr-list>`:this.empty("mdi:movie-search-outline",this.say("no_requests"))}
    `}form(){let e=this.busy.has("form");return o`
      <form class="ask" @submit=${this.submit}>
        <input
          type="text"
          enterkeyhint="send"
          autocomplete="off"
          maxlength="250"
          aria-label=${this.say("ask_label")}
          placeholder=${this.say(this.hears?"listening":"ask_placeholder")}
          ?disabled=${e}
        />
        ${Zs()?o`<button
                type="button"
                class="round"
                aria-pressed=${this.hears}
                aria-label=${this.say("dictate")}
                title=${this.say("dictate")}
                @click=${this.listen}
              >
                <ha-icon icon="mdi:microphone" aria-hidden="true"></ha-icon>
              </button>`:d}
        <button
          class="round main"
          aria-label=${this.say("send")}
          title=${this.say("send")}
          ?disabled=${e}
        >
          <ha-icon
            icon=${e?"mdi:dots-horizontal":"mdi:send"}
            aria-hidden="true"
          ></ha-icon>
        </button>
      </form>
    `}facts(e){let{seasons:t}=e;return o`
      ${Array.isArray(t)&&t.length?o`<span
              >${this.words.count("seasons",t.length,{list:t.join(", ")})}</span
            >`:d}
      ${e.quality?o`<span>${e.quality}</span>`:d}
      ${e.eta&&!de(e)?o`<span>${this.words.duration(e.eta)}</span>`:d}
      ${e.requested_by&&e.requested_by.user_id!==this.hass?.user?.id?o`<span>${e.requested_by.name}</span>`:d}
      <span title=${this.words.moment(e.created_at)}
        >${this.words.ago(e.created_at,this.now)}</span
      >
    `}progress(e){return e.progress===null||de(e)?d:o`
      <div
        class="bar"
        role="progressbar"
        aria-label=${this.say("progress_of",{title:st(e)})}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(e.progress)}
      >
        <div style="width:${Math.min(100,Math.max(0,e.progress))}%"></div>
      </div>
    `}choices(e){return o`
      <div class="choices" role="group" aria-label=${this.say("which_one")}>
        ${e.candidates.map(t=>this.choice(e,t))}
      </div>
    `}choice(e,t){let r=t.media_type==="series";return o`
      <button
        class="choice"
        title=${t.overview??""}
        ?disabled=${this.busy.has(e.id)}
        @click=${()=>this.run(e.id,()=>this.act("confirm_request",{choice:t.choice,request_id:e.id}))}
      >
        <autoarr-poster
          .hass=${this.hass}
          .path=${t.poster}
          .kind=${t.media_type}
        ></autoarr-poster>
        <span class="title">${t.title}</span>
        <span class="quiet">
          ${t.year??""} ${this.say(r?"series":"movie")}
          ${t.available?o`<span class="good">${this.say("in_library")}</span>`:d}
        </span>
      </button>
    `}buttons(e){let{id:t,status:r}=e;return o`
      <div class="actions">
        ${r==="awaiting_approval"&&this.isAdmin?o`<button
                  class="main"
                  ?disabled=${this.busy.has(t)}
                  @click=${()=>this.run(t,()=>this.act("approve_request",{request_id:t}))}
                >
                  ${this.say("approve")}
                </button>
                ${this.asking("mdi:cancel",this.say("decline"),{about:t,action:()=>this.act("decline_request",{request_id:t}),text:this.say("decline_ask"),yes:this.say("decline")})}`:d}
        ${r==="awaiting_confirmation"?o`<button
                class="main choice-less"
                ?disabled=${this.busy.has(t)}
                @click=${()=>this.run(t,()=>this.act("confirm_request",{choice:1,request_id:t}))}
              >
                ${this.say("confirm")}
              </button>`:d}
        ${de(e)?d:this.asking("mdi:close",this.say("cancel_request"),{about:t,action:()=>this.act("cancel_request",{request_id:t}),text:this.say("cancel_ask"),yes:this.say("cancel_yes")})}
        <button class="plain" @click=${()=>xe(this,e.correlation_id)}>
          <ha-icon icon="mdi:timeline-text-outline" aria-hidden="true"></ha-icon
          >${this.say("story")}
        </button>
      </div>
    `}};h([m()],Q.prototype,"hears",2),h([Ct("input")],Q.prototype,"input",2)});function K(){return document.querySelector("home-assistant")?.hass?.locale?.language??(document.documentElement.lang||"en")}var Se=u(()=>{"use strict"});function ai(){let i=C(K()),s=(e,t)=>{let r=e[t];return r&&i.say(r)};return{assertConfig:e=>{for(let t of Object.keys(ni))if(e[t]!==void 0&&typeof e[t]!="string")throw new Error(`${t}: a text is expected`)},computeHelper:({name:e})=>s(fr,e),computeLabel:({name:e})=>s(ni,e),schema:[{name:"config_entry_id",selector:{config_entry:{integration:"autoarr"}}},{name:"title",selector:{text:{}}}]}}var ni,fr,oi=u(()=>{"use strict";Se();le();ni={config_entry_id:"edit_stack",title:"edit_title"},fr={config_entry_id:"edit_stack_help",title:"edit_title_help"}});var li,di,Re,ci=u(()=>{li={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},di=i=>(...s)=>({_$litDirective$:i,values:s}),Re=class{constructor(s){}get _$AU(){return this._$AM._$AU}_$AT(s,e,t){this._$Ct=s,this._$AM=e,this._$Ci=t}_$AS(s,e){return this.update(s,e)}update(s,e){return this.render(...e)}}});var vr,ui,pi,Z,M,_r,hi,mi,qe,gi=u(()=>{U();({I:vr}=$t),ui=i=>i,pi=()=>document.createComment(""),Z=(i,s,e)=>{let t=i._$AA.parentNode,r=s===void 0?i._$AB:s._$AA;if(e===void 0){let n=t.insertBefore(pi(),r),a=t.insertBefore(pi(),r);e=new vr(n,a,i,i.options)}else{let n=e._$AB.nextSibling,a=e._$AM,c=a!==i;if(c){let l;e._$AQ?.(i),e._$AM=i,e._$AP!==void 0&&(l=i._$AU)!==a._$AU&&e._$AP(l)}if(n!==r||c){let l=e._$AA;for(;l!==n;){let f=ui(l).nextSibling;ui(t).insertBefore(l,r),l=f}}}return e},M=(i,s,e=i)=>(i._$AI(s,e),i),_r={},hi=(i,s=_r)=>i._$AH=s,mi=i=>i._$AH,qe=i=>{i._$AR(),i._$AA.remove()}});var fi,it,vi=u(()=>{U();ci();gi();fi=(i,s,e)=>{let t=new Map;for(let r=s;r<=e;r++)t.set(i[r],r);return t},it=di(class extends Re{constructor(i){if(super(i),i.type!==li.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,s,e){let t;e===void 0?e=s:s!==void 0&&(t=s);let r=[],n=[],a=0;for(let c of i)r[a]=t?t(c,a):a,n[a]=e(c,a),a++;return{values:n,keys:r}}render(i,s,e){return this.dt(i,s,e).values}update(i,[s,e,t]){let r=mi(i),{values:n,keys:a}=this.dt(s,e,t);if(!Array.isArray(r))return this.ut=a,n;let c=this.ut??=[],l=[],f,y,p=0,v=r.length-1,g=0,w=n.length-1;for(;p<=v&&g<=w;)if(r[p]===null)p++;else if(r[v]===null)v--;else if(c[p]===a[g])l[g]=M(r[p],n[g]),p++,g++;else if(c[v]===a[w])l[w]=M(r[v],n[w]),v--,w--;else if(c[p]===a[w])l[w]=M(r[p],n[w]),Z(i,l[w+1],r[p]),p++,w--;else if(c[v]===a[g])l[g]=M(r[v],n[g]),Z(i,r[p],r[v]),v--,g++;else if(f===void 0&&(f=fi(a,g,w),y=fi(c,p,v)),f.has(c[p]))if(f.has(c[v])){let R=y.get(a[g]),Pe=R!==void 0?r[R]:null;if(Pe===null){let at=Z(i,r[p]);M(at,n[g]),l[g]=at}else l[g]=M(Pe,n[g]),Z(i,r[p],Pe),r[R]=null;g++}else qe(r[v]),v--;else qe(r[p]),p++;for(;g<=w;){let R=Z(i,l[w+1]);M(R,n[g]),l[g++]=R}for(;p<=v;){let R=r[p++];R!==null&&qe(R)}return this.ut=a,hi(i,l),E}})});var _i=u(()=>{vi()});function wr(i,s){return!s||i.some((e,t)=>e!==s[t])}function br(i,s=rt){let e=[];for(let t=0;t<i.length;t+=s)e.push({n:e.length,items:i.slice(t,t+s)});return e}var rt,yr,S,yi=u(()=>{"use strict";x();z();_i();rt=25,yr=76;S=class extends ${constructor(){super(...arguments);this.items=[];this.row=()=>o``;this.label="";this.stamp=[];this.more=!1;this.near=new Set([0]);this.heights=new Map}createRenderRoot(){return this}connectedCallback(){super.connectedCallback(),this.tabIndex=0,!(typeof IntersectionObserver>"u")&&(this.watcher=new IntersectionObserver(e=>this.look(e),{root:this,rootMargin:"600px 0px"}),this.hasUpdated&&this.watch())}disconnectedCallback(){super.disconnectedCallback(),this.watcher?.disconnect(),this.watcher=void 0}render(){return o`
      <div role="list" aria-label=${this.label}>
        ${it(br(this.items),e=>e.n,e=>this.chunk(e))}
      </div>
      ${this.more?o`<div class="end" data-chunk="end"></div>`:d}
    `}chunk({n:e,items:t}){let r=this.near.has(e),n=this.heights.get(e)??t.length*yr;return o`
      <div role="none" data-chunk=${e} style=${r?"":`height:${n}px`}>
        ${r?it(t,a=>a.id,this.item(e*rt)):d}
      </div>
    `}item(e){return(t,r)=>o`
      <div
        class="item"
        role="listitem"
        data-id=${t.id}
        aria-setsize=${this.items.length}
        aria-posinset=${e+r+1}
      >
        ${this.row(t)}
      </div>
    `}updated(e){let t=this.querySelector(".end");t&&e.has("items")&&this.watcher?.unobserve(t),this.watch()}async show(e){let t=this.items.findIndex(n=>n.id===e);if(t<0)return!1;this.near=new Set([...this.near,Math.floor(t/rt)]),await this.updateComplete;let r=matchMedia("(prefers-reduced-motion: reduce)").matches;return this.querySelector(`[data-id="${CSS.escape(e)}"]`)?.scrollIntoView({block:"nearest",behavior:r?"auto":"smooth"}),!0}watch(){for(let e of this.querySelectorAll("[data-chunk]"))this.watcher?.observe(e)}look(e){let t=new Set(this.near);for(let r of e){let n=r.target;if(n.dataset.chunk==="end"){r.isIntersecting&&this.dispatchEvent(new CustomEvent("more"));continue}if(!n.isConnected)continue;let a=Number(n.dataset.chunk);r.isIntersecting?t.add(a):t.delete(a)&&r.boundingClientRect.height&&this.heights.set(a,r.boundingClientRect.height)}(t.size!==this.near.size||[...t].some(r=>!this.near.has(r)))&&(this.near=t)}};h([k({attribute:!1})],S.prototype,"items",2),h([k({attribute:!1})],S.prototype,"row",2),h([k()],S.prototype,"label",2),h([k({attribute:!1,hasChanged:wr})],S.prototype,"stamp",2),h([k({type:Boolean})],S.prototype,"more",2),h([m()],S.prototype,"near",2)});function $r(i,s){let e=wi.get(i);e||(e=new Map,wi.set(i,e));let t=Date.now(),r=e.get(s);if(r&&t-r.at<kr)return r.address;let n=i.sendMessagePromise({type:"auth/sign_path",path:s,expires:bi}).then(a=>a.path).catch(()=>(e.delete(s),null));return e.set(s,{address:n,at:t}),n}var xr,bi,kr,wi,P,xi=u(()=>{"use strict";x();z();xr=/^\/api\/autoarr\/poster\/(movie|series)\/\d+$/,bi=86400,kr=(bi-3600)*1e3,wi=new WeakMap;P=class extends ${constructor(){super(...arguments);this.path=null;this.kind=null;this.address=null;this.loaded=!1}static{this.styles=b`
    :host {
      display: flex;
      align-items: center;
      justify-content: center;
      overflow: hidden;
      color: var(--secondary-text-color);
      background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
      opacity: 0;
      transition: opacity 0.25s ease-out;
    }
    img.loaded {
      opacity: 1;
    }
    ha-icon {
      --mdc-icon-size: var(--poster-icon-size, 24px);
      display: inline-flex;
      width: var(--poster-icon-size, 24px);
      height: var(--poster-icon-size, 24px);
    }
    @media (prefers-reduced-motion: reduce) {
      img {
        transition: none;
      }
    }
  `}willUpdate(e){e.has("path")&&(this.address=null,this.loaded=!1,this.hass&&this.path&&xr.test(this.path)&&this.fetch(this.path))}async fetch(e){let t=await $r(this.hass.connection,e);e===this.path&&(this.address=t)}render(){return this.address?o`<img
      alt=""
      loading="lazy"
      decoding="async"
      class=${this.loaded?"loaded":""}
      src=${this.address}
      @load=${()=>{this.loaded=!0}}
      @error=${()=>{this.address=null}}
    />`:this.placeholder()}placeholder(){let e=this.kind==="series"?"mdi:television-classic":"mdi:movie-open-outline";return o`<ha-icon icon=${e} aria-hidden="true"></ha-icon>`}};h([k({attribute:!1})],P.prototype,"hass",2),h([k()],P.prototype,"path",2),h([k()],P.prototype,"kind",2),h([m()],P.prototype,"address",2),h([m()],P.prototype,"loaded",2)});function Sr(i,s,e){let t=C(e.locale?.language),r=s?i.name:"AutoArr",n=s?i.id:"autoarr",a=t.say("servers");return[nt(r,n,ki(i.id)),{...nt(s?`${i.name}: ${a}`:a,`${n}-servers`,Ut(e,i.id).map(c=>Rr(c,e))),icon:"mdi:server"}]}function nt(i,s,e){return{icon:"mdi:car-cruise-control",max_columns:3,path:s,sections:e,title:i,type:"sections"}}function ki(i){return[Te(i,["overview","request"]),Te(i,["downloads","audit"]),Te(i,["activity"])]}function Te(i,s){return{cards:s.map(e=>({type:`custom:autoarr-${e}-card`,...i?{config_entry_id:i}:{},grid_options:{columns:"full"}})),type:"grid"}}function Rr(i,s){let e=Object.values(s.entities).filter(t=>t.device_id===i.id&&!t.hidden&&!Ar.has(t.entity_id.split(".")[0]??""));return{cards:[{heading:i.name_by_user||i.name,icon:"mdi:server",type:"heading"},...e.map(({entity_id:t})=>({entity:t,type:"tile"}))],type:"grid"}}function $i(){return{description:C(K()).say("strategy_description"),name:"AutoArr",strategyType:"dashboard",type:"autoarr"}}var Ar,Ee,Ce,Ai=u(()=>{"use strict";Se();Ge();le();Ar=new Set(["button","update","event","todo"]),Ee=class extends HTMLElement{static async generate(s,e){let t=B(e).filter(({id:n})=>!s.config_entry_id||n===s.config_entry_id);return{title:"AutoArr",views:t.length?t.flatMap(n=>Sr(n,t.length>1,e)):[nt("AutoArr","autoarr",[Te(void 0,["overview"])])]}}static getCreateSuggestions(){return{icon:"mdi:car-cruise-control",title:"AutoArr"}}},Ce=class extends HTMLElement{static async generate(s,e){let t=s.config_entry_id??B(e)[0]?.id;return{max_columns:3,sections:ki(t),type:"sections"}}}});var Tr={};function ce(i,s){customElements.get(i)||customElements.define(i,s)}var qr,Si,Ri=u(()=>{"use strict";$s();zs();Vs();Qs();ri();oi();Se();yi();xi();Ai();le();qr={activity:A,audit:D,downloads:J,overview:$e,request:Q};ce("autoarr-list",S);ce("autoarr-poster",P);ce("ll-strategy-dashboard-autoarr",Ee);ce("ll-strategy-view-autoarr",Ce);window.customCards??=[];window.customStrategies??=[];Si=C(K());for(let[i,s]of Object.entries(qr))Object.assign(s,{getConfigForm:ai}),ce(`autoarr-${i}-card`,s),window.customCards.push({description:Si.say(`${i}_description`),documentationURL:"https://github.com/autoarr/autoarr/blob/main/docs/dashboard.md",name:`AutoArr: ${Si.say(`${i}_name`)}`,preview:!0,type:`autoarr-${i}-card`});window.customStrategies.push($i())});await Promise.race([customElements.whenDefined("home-assistant"),new Promise(i=>setTimeout(i,1e4))]);await Promise.resolve().then(()=>(Ri(),Tr));
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
@lit/reactive-element/decorators/custom-element.js:
@lit/reactive-element/decorators/property.js:
@lit/reactive-element/decorators/state.js:
@lit/reactive-element/decorators/event-options.js:
@lit/reactive-element/decorators/base.js:
@lit/reactive-element/decorators/query.js:
@lit/reactive-element/decorators/query-all.js:
@lit/reactive-element/decorators/query-async.js:
@lit/reactive-element/decorators/query-assigned-nodes.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/decorators/query-assigned-elements.js:
  (**
   * @license
   * Copyright 2021 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
