var en=Object.defineProperty;var tn=Object.getOwnPropertyDescriptor;var u=(n,s,e)=>()=>{if(e)throw e[0];try{return n&&(s=n(n=0)),s}catch(t){throw e=[t],t}};var h=(n,s,e,t)=>{for(var i=t>1?void 0:t?tn(s,e):s,r=n.length-1,o;r>=0;r--)(o=n[r])&&(i=(t?o(s,e,i):o(i))||i);return t&&i&&en(s,e,i),i};var he,me,Fe,bt,ee,kt,w,xt,We,Ue=u(()=>{he=globalThis,me=he.ShadowRoot&&(he.ShadyCSS===void 0||he.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Fe=Symbol(),bt=new WeakMap,ee=class{constructor(s,e,t){if(this._$cssResult$=!0,t!==Fe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=s,this.t=e}get styleSheet(){let s=this.o,e=this.t;if(me&&s===void 0){let t=e!==void 0&&e.length===1;t&&(s=bt.get(e)),s===void 0&&((this.o=s=new CSSStyleSheet).replaceSync(this.cssText),t&&bt.set(e,s))}return s}toString(){return this.cssText}},kt=n=>new ee(typeof n=="string"?n:n+"",void 0,Fe),w=(n,...s)=>{let e=n.length===1?n[0]:s.reduce((t,i,r)=>t+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+n[r+1],n[0]);return new ee(e,n,Fe)},xt=(n,s)=>{if(me)n.adoptedStyleSheets=s.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of s){let t=document.createElement("style"),i=he.litNonce;i!==void 0&&t.setAttribute("nonce",i),t.textContent=e.cssText,n.appendChild(t)}},We=me?n=>n:n=>n instanceof CSSStyleSheet?(s=>{let e="";for(let t of s.cssRules)e+=t.cssText;return kt(e)})(n):n});var sn,nn,rn,on,an,ln,ge,$t,dn,cn,te,se,fe,At,T,ie=u(()=>{Ue();Ue();({is:sn,defineProperty:nn,getOwnPropertyDescriptor:rn,getOwnPropertyNames:on,getOwnPropertySymbols:an,getPrototypeOf:ln}=Object),ge=globalThis,$t=ge.trustedTypes,dn=$t?$t.emptyScript:"",cn=ge.reactiveElementPolyfillSupport,te=(n,s)=>n,se={toAttribute(n,s){switch(s){case Boolean:n=n?dn:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,s){let e=n;switch(s){case Boolean:e=n!==null;break;case Number:e=n===null?null:Number(n);break;case Object:case Array:try{e=JSON.parse(n)}catch{e=null}}return e}},fe=(n,s)=>!sn(n,s),At={attribute:!0,type:String,converter:se,reflect:!1,useDefault:!1,hasChanged:fe};Symbol.metadata??=Symbol("metadata"),ge.litPropertyMetadata??=new WeakMap;T=class extends HTMLElement{static addInitializer(s){this._$Ei(),(this.l??=[]).push(s)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(s,e=At){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(s)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(s,e),!e.noAccessor){let t=Symbol(),i=this.getPropertyDescriptor(s,t,e);i!==void 0&&nn(this.prototype,s,i)}}static getPropertyDescriptor(s,e,t){let{get:i,set:r}=rn(this.prototype,s)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let d=i?.call(this);r?.call(this,o),this.requestUpdate(s,d,t)},configurable:!0,enumerable:!0}}static getPropertyOptions(s){return this.elementProperties.get(s)??At}static _$Ei(){if(this.hasOwnProperty(te("elementProperties")))return;let s=ln(this);s.finalize(),s.l!==void 0&&(this.l=[...s.l]),this.elementProperties=new Map(s.elementProperties)}static finalize(){if(this.hasOwnProperty(te("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(te("properties"))){let e=this.properties,t=[...on(e),...an(e)];for(let i of t)this.createProperty(i,e[i])}let s=this[Symbol.metadata];if(s!==null){let e=litPropertyMetadata.get(s);if(e!==void 0)for(let[t,i]of e)this.elementProperties.set(t,i)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let i=this._$Eu(e,t);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(s){let e=[];if(Array.isArray(s)){let t=new Set(s.flat(1/0).reverse());for(let i of t)e.unshift(We(i))}else s!==void 0&&e.push(We(s));return e}static _$Eu(s,e){let t=e.attribute;return t===!1?void 0:typeof t=="string"?t:typeof s=="string"?s.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(s=>this.enableUpdating=s),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(s=>s(this))}addController(s){(this._$EO??=new Set).add(s),this.renderRoot!==void 0&&this.isConnected&&s.hostConnected?.()}removeController(s){this._$EO?.delete(s)}_$E_(){let s=new Map,e=this.constructor.elementProperties;for(let t of e.keys())this.hasOwnProperty(t)&&(s.set(t,this[t]),delete this[t]);s.size>0&&(this._$Ep=s)}createRenderRoot(){let s=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return xt(s,this.constructor.elementStyles),s}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(s=>s.hostConnected?.())}enableUpdating(s){}disconnectedCallback(){this._$EO?.forEach(s=>s.hostDisconnected?.())}attributeChangedCallback(s,e,t){this._$AK(s,t)}_$ET(s,e){let t=this.constructor.elementProperties.get(s),i=this.constructor._$Eu(s,t);if(i!==void 0&&t.reflect===!0){let r=(t.converter?.toAttribute!==void 0?t.converter:se).toAttribute(e,t.type);this._$Em=s,r==null?this.removeAttribute(i):this.setAttribute(i,r),this._$Em=null}}_$AK(s,e){let t=this.constructor,i=t._$Eh.get(s);if(i!==void 0&&this._$Em!==i){let r=t.getPropertyOptions(i),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:se;this._$Em=i;let d=o.fromAttribute(e,r.type);this[i]=d??this._$Ej?.get(i)??d,this._$Em=null}}requestUpdate(s,e,t,i=!1,r){if(s!==void 0){let o=this.constructor;if(i===!1&&(r=this[s]),t??=o.getPropertyOptions(s),!((t.hasChanged??fe)(r,e)||t.useDefault&&t.reflect&&r===this._$Ej?.get(s)&&!this.hasAttribute(o._$Eu(s,t))))return;this.C(s,e,t)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(s,e,{useDefault:t,reflect:i,wrapped:r},o){t&&!(this._$Ej??=new Map).has(s)&&(this._$Ej.set(s,o??e??this[s]),r!==!0||o!==void 0)||(this._$AL.has(s)||(this.hasUpdated||t||(e=void 0),this._$AL.set(s,e)),i===!0&&this._$Em!==s&&(this._$Eq??=new Set).add(s))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let s=this.scheduleUpdate();return s!=null&&await s,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,r]of this._$Ep)this[i]=r;this._$Ep=void 0}let t=this.constructor.elementProperties;if(t.size>0)for(let[i,r]of t){let{wrapped:o}=r,d=this[i];o!==!0||this._$AL.has(i)||d===void 0||this.C(i,void 0,r,d)}}let s=!1,e=this._$AL;try{s=this.shouldUpdate(e),s?(this.willUpdate(e),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(e)):this._$EM()}catch(t){throw s=!1,this._$EM(),t}s&&this._$AE(e)}willUpdate(s){}_$AE(s){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(s)),this.updated(s)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(s){return!0}update(s){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(s){}firstUpdated(s){}};T.elementStyles=[],T.shadowRootOptions={mode:"open"},T[te("elementProperties")]=new Map,T[te("finalized")]=new Map,cn?.({ReactiveElement:T}),(ge.reactiveElementVersions??=[]).push("2.1.2")});function Mt(n,s){if(!Qe(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Rt!==void 0?Rt.createHTML(s):s}function L(n,s,e=n,t){if(s===E)return s;let i=t!==void 0?e._$Co?.[t]:e._$Cl,r=oe(s)?void 0:s._$litDirective$;return i?.constructor!==r&&(i?._$AO?.(!1),r===void 0?i=void 0:(i=new r(n),i._$AT(n,e,t)),t!==void 0?(e._$Co??=[])[t]=i:e._$Cl=i),i!==void 0&&(s=L(n,i._$AS(n,s.values),i,t)),s}var Be,St,ve,Rt,Ge,q,Je,un,H,re,oe,Qe,zt,Ve,ne,Tt,qt,I,Et,Ct,Dt,Ke,a,xe,Tr,E,c,Pt,N,Ot,ae,_e,B,F,ye,we,be,ke,jt,pn,It,G=u(()=>{Be=globalThis,St=n=>n,ve=Be.trustedTypes,Rt=ve?ve.createPolicy("lit-html",{createHTML:n=>n}):void 0,Ge="$lit$",q=`lit$${Math.random().toFixed(9).slice(2)}$`,Je="?"+q,un=`<${Je}>`,H=document,re=()=>H.createComment(""),oe=n=>n===null||typeof n!="object"&&typeof n!="function",Qe=Array.isArray,zt=n=>Qe(n)||typeof n?.[Symbol.iterator]=="function",Ve=`[ 	
\f\r]`,ne=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Tt=/-->/g,qt=/>/g,I=RegExp(`>|${Ve}(?:([^\\s"'>=/]+)(${Ve}*=${Ve}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Et=/'/g,Ct=/"/g,Dt=/^(?:script|style|textarea|title)$/i,Ke=n=>(s,...e)=>({_$litType$:n,strings:s,values:e}),a=Ke(1),xe=Ke(2),Tr=Ke(3),E=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),Pt=new WeakMap,N=H.createTreeWalker(H,129);Ot=(n,s)=>{let e=n.length-1,t=[],i,r=s===2?"<svg>":s===3?"<math>":"",o=ne;for(let d=0;d<e;d++){let l=n[d],f,g,p=-1,y=0;for(;y<l.length&&(o.lastIndex=y,g=o.exec(l),g!==null);)y=o.lastIndex,o===ne?g[1]==="!--"?o=Tt:g[1]!==void 0?o=qt:g[2]!==void 0?(Dt.test(g[2])&&(i=RegExp("</"+g[2],"g")),o=I):g[3]!==void 0&&(o=I):o===I?g[0]===">"?(o=i??ne,p=-1):g[1]===void 0?p=-2:(p=o.lastIndex-g[2].length,f=g[1],o=g[3]===void 0?I:g[3]==='"'?Ct:Et):o===Ct||o===Et?o=I:o===Tt||o===qt?o=ne:(o=I,i=void 0);let v=o===I&&n[d+1].startsWith("/>")?" ":"";r+=o===ne?l+un:p>=0?(t.push(f),l.slice(0,p)+Ge+l.slice(p)+q+v):l+q+(p===-2?d:v)}return[Mt(n,r+(n[e]||"<?>")+(s===2?"</svg>":s===3?"</math>":"")),t]},ae=class n{constructor({strings:s,_$litType$:e},t){let i;this.parts=[];let r=0,o=0,d=s.length-1,l=this.parts,[f,g]=Ot(s,e);if(this.el=n.createElement(f,t),N.currentNode=this.el.content,e===2||e===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(i=N.nextNode())!==null&&l.length<d;){if(i.nodeType===1){if(i.hasAttributes())for(let p of i.getAttributeNames())if(p.endsWith(Ge)){let y=g[o++],v=i.getAttribute(p).split(q),b=/([.?@])?(.*)/.exec(y);l.push({type:1,index:r,name:b[2],strings:v,ctor:b[1]==="."?ye:b[1]==="?"?we:b[1]==="@"?be:F}),i.removeAttribute(p)}else p.startsWith(q)&&(l.push({type:6,index:r}),i.removeAttribute(p));if(Dt.test(i.tagName)){let p=i.textContent.split(q),y=p.length-1;if(y>0){i.textContent=ve?ve.emptyScript:"";for(let v=0;v<y;v++)i.append(p[v],re()),N.nextNode(),l.push({type:2,index:++r});i.append(p[y],re())}}}else if(i.nodeType===8)if(i.data===Je)l.push({type:2,index:r});else{let p=-1;for(;(p=i.data.indexOf(q,p+1))!==-1;)l.push({type:7,index:r}),p+=q.length-1}r++}}static createElement(s,e){let t=H.createElement("template");return t.innerHTML=s,t}};_e=class{constructor(s,e){this._$AV=[],this._$AN=void 0,this._$AD=s,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(s){let{el:{content:e},parts:t}=this._$AD,i=(s?.creationScope??H).importNode(e,!0);N.currentNode=i;let r=N.nextNode(),o=0,d=0,l=t[0];for(;l!==void 0;){if(o===l.index){let f;l.type===2?f=new B(r,r.nextSibling,this,s):l.type===1?f=new l.ctor(r,l.name,l.strings,this,s):l.type===6&&(f=new ke(r,this,s)),this._$AV.push(f),l=t[++d]}o!==l?.index&&(r=N.nextNode(),o++)}return N.currentNode=H,i}p(s){let e=0;for(let t of this._$AV)t!==void 0&&(t.strings!==void 0?(t._$AI(s,t,e),e+=t.strings.length-2):t._$AI(s[e])),e++}},B=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(s,e,t,i){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=s,this._$AB=e,this._$AM=t,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let s=this._$AA.parentNode,e=this._$AM;return e!==void 0&&s?.nodeType===11&&(s=e.parentNode),s}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(s,e=this){s=L(this,s,e),oe(s)?s===c||s==null||s===""?(this._$AH!==c&&this._$AR(),this._$AH=c):s!==this._$AH&&s!==E&&this._(s):s._$litType$!==void 0?this.$(s):s.nodeType!==void 0?this.T(s):zt(s)?this.k(s):this._(s)}O(s){return this._$AA.parentNode.insertBefore(s,this._$AB)}T(s){this._$AH!==s&&(this._$AR(),this._$AH=this.O(s))}_(s){this._$AH!==c&&oe(this._$AH)?this._$AA.nextSibling.data=s:this.T(H.createTextNode(s)),this._$AH=s}$(s){let{values:e,_$litType$:t}=s,i=typeof t=="number"?this._$AC(s):(t.el===void 0&&(t.el=ae.createElement(Mt(t.h,t.h[0]),this.options)),t);if(this._$AH?._$AD===i)this._$AH.p(e);else{let r=new _e(i,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(s){let e=Pt.get(s.strings);return e===void 0&&Pt.set(s.strings,e=new ae(s)),e}k(s){Qe(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,t,i=0;for(let r of s)i===e.length?e.push(t=new n(this.O(re()),this.O(re()),this,this.options)):t=e[i],t._$AI(r),i++;i<e.length&&(this._$AR(t&&t._$AB.nextSibling,i),e.length=i)}_$AR(s=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);s!==this._$AB;){let t=St(s).nextSibling;St(s).remove(),s=t}}setConnected(s){this._$AM===void 0&&(this._$Cv=s,this._$AP?.(s))}},F=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(s,e,t,i,r){this.type=1,this._$AH=c,this._$AN=void 0,this.element=s,this.name=e,this._$AM=i,this.options=r,t.length>2||t[0]!==""||t[1]!==""?(this._$AH=Array(t.length-1).fill(new String),this.strings=t):this._$AH=c}_$AI(s,e=this,t,i){let r=this.strings,o=!1;if(r===void 0)s=L(this,s,e,0),o=!oe(s)||s!==this._$AH&&s!==E,o&&(this._$AH=s);else{let d=s,l,f;for(s=r[0],l=0;l<r.length-1;l++)f=L(this,d[t+l],e,l),f===E&&(f=this._$AH[l]),o||=!oe(f)||f!==this._$AH[l],f===c?s=c:s!==c&&(s+=(f??"")+r[l+1]),this._$AH[l]=f}o&&!i&&this.j(s)}j(s){s===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,s??"")}},ye=class extends F{constructor(){super(...arguments),this.type=3}j(s){this.element[this.name]=s===c?void 0:s}},we=class extends F{constructor(){super(...arguments),this.type=4}j(s){this.element.toggleAttribute(this.name,!!s&&s!==c)}},be=class extends F{constructor(s,e,t,i,r){super(s,e,t,i,r),this.type=5}_$AI(s,e=this){if((s=L(this,s,e,0)??c)===E)return;let t=this._$AH,i=s===c&&t!==c||s.capture!==t.capture||s.once!==t.once||s.passive!==t.passive,r=s!==c&&(t===c||i);i&&this.element.removeEventListener(this.name,this,t),r&&this.element.addEventListener(this.name,this,s),this._$AH=s}handleEvent(s){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,s):this._$AH.handleEvent(s)}},ke=class{constructor(s,e,t){this.element=s,this.type=6,this._$AN=void 0,this._$AM=e,this.options=t}get _$AU(){return this._$AM._$AU}_$AI(s){L(this,s)}},jt={M:Ge,P:q,A:Je,C:1,L:Ot,R:_e,D:zt,V:L,I:B,H:F,N:we,U:be,B:ye,F:ke},pn=Be.litHtmlPolyfillSupport;pn?.(ae,B),(Be.litHtmlVersions??=[]).push("3.3.3");It=(n,s,e)=>{let t=e?.renderBefore??s,i=t._$litPart$;if(i===void 0){let r=e?.renderBefore??null;t._$litPart$=i=new B(s.insertBefore(re(),r),r,void 0,e??{})}return i._$AI(n),i}});var Ze,$,hn,Nt=u(()=>{ie();ie();G();G();Ze=globalThis,$=class extends T{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let s=super.createRenderRoot();return this.renderOptions.renderBefore??=s.firstChild,s}update(s){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(s),this._$Do=It(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return E}};$._$litElement$=!0,$.finalized=!0,Ze.litElementHydrateSupport?.({LitElement:$});hn=Ze.litElementPolyfillSupport;hn?.({LitElement:$});(Ze.litElementVersions??=[]).push("4.2.2")});var Ht=u(()=>{});var k=u(()=>{ie();G();Nt();Ht()});var Lt=u(()=>{});function x(n){return(s,e)=>typeof e=="object"?gn(n,s,e):((t,i,r)=>{let o=i.hasOwnProperty(r);return i.constructor.createProperty(r,t),o?Object.getOwnPropertyDescriptor(i,r):void 0})(n,s,e)}var mn,gn,Ye=u(()=>{ie();mn={attribute:!0,type:String,converter:se,reflect:!1,hasChanged:fe},gn=(n=mn,s,e)=>{let{kind:t,metadata:i}=e,r=globalThis.litPropertyMetadata.get(i);if(r===void 0&&globalThis.litPropertyMetadata.set(i,r=new Map),t==="setter"&&((n=Object.create(n)).wrapped=!0),r.set(e.name,n),t==="accessor"){let{name:o}=e;return{set(d){let l=s.get.call(this);s.set.call(this,d),this.requestUpdate(o,l,n,!0,d)},init(d){return d!==void 0&&this.C(o,void 0,n,d),d}}}if(t==="setter"){let{name:o}=e;return function(d){let l=this[o];s.call(this,d),this.requestUpdate(o,l,n,!0,d)}}throw Error("Unsupported decorator location: "+t)}});function m(n){return x({...n,state:!0,attribute:!1})}var Ft=u(()=>{Ye();});var Wt=u(()=>{});var W,J=u(()=>{W=(n,s,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof s!="object"&&Object.defineProperty(n,s,e),e)});function Ut(n,s){return(e,t,i)=>{let r=o=>o.renderRoot?.querySelector(n)??null;if(s){let{get:o,set:d}=typeof t=="object"?e:i??(()=>{let l=Symbol();return{get(){return this[l]},set(f){this[l]=f}}})();return W(e,t,{get(){let l=o.call(this);return l===void 0&&(l=r(this),(l!==null||this.hasUpdated)&&d.call(this,l)),l}})}return W(e,t,{get(){return r(this)}})}}var Vt=u(()=>{J();});var Bt=u(()=>{J();});var Gt=u(()=>{J();});var Jt=u(()=>{J();});var Qt=u(()=>{J();});var C=u(()=>{Lt();Ye();Ft();Wt();Vt();Bt();Gt();Jt();Qt()});function fn(n){let{type:s,topic:e,rows:t,changed:i,removed:r,overview:o,...d}=n,l={...d,...o};return{kind:s,changed:t??i??[],removed:r??[],...Object.keys(l).length?{whole:l}:{}}}async function Kt(n,s,e,t){return n.subscribeMessage(i=>t(fn(i)),{type:"autoarr/subscribe",topics:[s],...e?{config_entry_id:e}:{}},{resubscribe:!1})}async function le(n,s,e,t,i){let r=await n.sendMessagePromise({type:"autoarr/activity/list",...s?{config_entry_id:s}:{},...e,limit:t,offset:i});return{items:r.activity,total:r.total}}async function Zt(n){return(await n.sendMessagePromise({type:"autoarr/cards/version"})).version}async function Yt(n,s,e){let{response:t}=await n.callService("autoarr",s,e,void 0,!1,!0);return t}function P(n){return n&&typeof n=="object"?n:typeof n=="string"?{message:n}:{}}var U=u(()=>{"use strict"});function ts(n,s,e){let t=es.get(n);t||(t=new Map,es.set(n,t));let i=`${e??""} ${s}`,r=t.get(i);return r||(r=new Xe(n,s,e,()=>t.delete(i)),t.set(i,r)),r}var Xt,vn,_n,yn,es,Xe,$e,ss=u(()=>{"use strict";U();Xt=[2,5,10,30],vn=5e3,_n=1e3,yn=500,es=new WeakMap,Xe=class{constructor(s,e,t,i){this.connection=s;this.topic=e;this.stack=t;this.forget=i;this.state="connecting";this.refusal=null;this.items=new Map;this.cuts=0;this.whole=null;this.listeners=new Set;this.stop=null;this.refusals=0;this.round=0;this.watching=!1;this.known=!1;this.onLost=()=>{this.state="lost",this.stop=null,this.tell()};this.onReady=()=>{this.listeners.size&&(this.refusals=0,clearTimeout(this.timer),this.open())}}listen(s){return this.listeners.add(s),this.listeners.size===1&&(clearTimeout(this.timer),this.stop||this.open()),()=>{this.listeners.delete(s),this.listeners.size||(clearTimeout(this.timer),this.timer=setTimeout(()=>this.close(),vn))}}async open(){this.round+=1;let s=this.round;this.watching||(this.watching=!0,this.connection.addEventListener("disconnected",this.onLost),this.connection.addEventListener("ready",this.onReady));try{let e=await Kt(this.connection,this.topic,this.stack,t=>{s===this.round&&this.take(t)});s===this.round?this.stop=e:e().catch(()=>{})}catch(e){s===this.round&&this.refuse(P(e))}}take({kind:s,whole:e,changed:t,removed:i}){if(this.refusals=0,this.refusal=null,s==="unloaded"||s==="removed"){this.state=s,this.tell();return}this.state="live",this.known=!0;let r=s==="snapshot";e&&(this.whole=r?e:{...this.whole,...e});let o=r?new Map:this.items;for(let d of i)o.delete(d);for(let d of t)o.set(d.id,d);this.items=o,this.topic==="activity"&&o.size>_n&&this.cut(),this.tell()}cut(){let s=[...this.items.values()].sort((e,t)=>Date.parse(t.at)-Date.parse(e.at)).slice(0,yn);this.items=new Map(s.map(e=>[e.id,e])),this.cuts+=1}refuse(s){if(this.state=this.connection.connected?"refused":"lost",this.state==="refused"&&this.known&&s.code==="unknown_command"&&(this.state="unloaded"),this.refusal=s,this.tell(),!this.listeners.size)return;let e=Xt[Math.min(this.refusals,Xt.length-1)]??30;this.refusals+=1,clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open()},e*1e3)}async release(){this.round+=1,clearTimeout(this.timer),this.watching=!1,this.connection.removeEventListener("disconnected",this.onLost),this.connection.removeEventListener("ready",this.onReady);let s=this.stop;this.stop=null,await s?.().catch(()=>{})}close(){this.forget(),this.release()}tell(){for(let s of this.listeners)s()}};$e=class{constructor(s,e){this.hear=e;this.stops=new Map;this.feeds=[];this.connected=!1;s.addController(this)}to(s){if(this.feeds=s,!!this.connected){for(let[e,t]of this.stops)s.includes(e)||(t(),this.stops.delete(e));for(let e of s)this.stops.has(e)||this.stops.set(e,e.listen(this.hear))}}hostConnected(){this.connected=!0,this.to(this.feeds)}hostDisconnected(){this.connected=!1;for(let s of this.stops.values())s();this.stops.clear()}}});function is(n,s){let e=new CustomEvent(et,{bubbles:!0,cancelable:!0,composed:!0,detail:s});return!n.dispatchEvent(e)}function ns(n){let s=e=>{e.preventDefault(),n(e.detail)};return window.addEventListener(et,s),()=>window.removeEventListener(et,s)}var et,tt=u(()=>{"use strict";et="autoarr-open-story"});function Q(n){return Object.values(n.devices??{}).filter(s=>st(s)).map(s=>({id:st(s),name:s.name_by_user||s.name||"AutoArr"})).sort((s,e)=>s.name.localeCompare(e.name))}function st(n){return n.identifiers.find(([s,e])=>s==="autoarr"&&n.config_entries.includes(e))?.[1]}function rs(n,s){return Object.values(n.devices??{}).filter(e=>e.config_entries.includes(s)&&e.identifiers.some(([t])=>t==="autoarr")&&!st(e)).sort((e,t)=>(e.name??"").localeCompare(t.name??""))}var it=u(()=>{"use strict"});var os,Ae,Se=u(()=>{"use strict";k();os=w`
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
  /* The second tap of somebody in a hurry is no answer. */
  button.yes {
    animation: arrive 0.3s steps(1, end);
  }
  @keyframes arrive {
    from {
      pointer-events: none;
    }
  }
  .evidence + .plain,
  .actions > .plain:first-child {
    margin-inline-start: -14px;
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
    gap: 4px 18px;
    flex-wrap: wrap;
    /* What stands before the first of each line is cut off. */
    overflow: hidden;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
  .line > * {
    position: relative;
  }
  .line > * + *::before {
    content: "·";
    position: absolute;
    inset-inline-start: -11px;
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
    }
  }
`,Ae=w`
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
`});var ls,as=u(()=>{ls={overview:"Überblick",downloads:"Downloads",requests:"Wünsche",activity:"Aktivität",audit:"Einstellungsprüfung",servers:"Server",findings:"Befunde",loading:"Wird geladen …",just_now:"gerade eben",connection_lost:"Die Verbindung zu Home Assistant ist weg. So war es zuletzt.",outdated:"AutoArr wurde aktualisiert. Die Seite wird neu geladen.",reload:"Neu laden",stack_gone:"Diesen Verbund gibt es nicht mehr. Wähle in den Einstellungen der Karte einen anderen.",no_stack:"AutoArr ist noch nicht eingerichtet. Füge es unter Einstellungen, Geräte & Dienste hinzu.",stack_stopped:"AutoArr läuft gerade nicht. Diese Karte macht von selbst weiter, sobald es wieder da ist.",not_allowed:"Das darfst du nicht. Frage einen Administrator.",not_supported:"Das installierte AutoArr kann das noch nicht. Starte Home Assistant neu, wenn du gerade aktualisiert hast.",unknown_error:"Etwas ist schiefgegangen. Das Protokoll von Home Assistant sagt mehr.",cancel:"Abbrechen",filter:"Filter",nothing_here:"Hier ist nichts.",all_well:"Alles in Ordnung",needs_you:"Hier bist du gefragt",needs_somebody:"Darum muss sich jemand kümmern",failed_now_one:"{count} Download ist gescheitert",failed_now_other:"{count} Downloads sind gescheitert",being_mended_one:"{count} Download wird gerade gerettet",being_mended_other:"{count} Downloads werden gerade gerettet",mended_one:"bisher {count} gerettet",mended_other:"bisher {count} gerettet",mended_rate:"{rate} Erfolg",left:"noch {left}",speed:"Tempo",paused:"Pausiert",disk_free:"Freier Platz",connected:"Verbunden",away:"Antwortet nicht",streams_one:"{count} Wiedergabe läuft",streams_other:"{count} Wiedergaben laufen","waiting.servers_away_one":"Server antwortet nicht","waiting.servers_away_other":"Server antworten nicht","waiting.store_one":"Datenbank lässt sich nicht schreiben: solange wird nichts gerettet","waiting.store_other":"Datenbanken lassen sich nicht schreiben: solange wird nichts gerettet","waiting.environment_one":"Download wartet auf das System: Platte, Anbieter oder Netz","waiting.environment_other":"Downloads warten auf das System: Platte, Anbieter oder Netz","waiting.given_up_one":"Download war nicht zu retten","waiting.given_up_other":"Downloads waren nicht zu retten","waiting.asking_one":"Download fragt, was zu tun ist","waiting.asking_other":"Downloads fragen, was zu tun ist","waiting.servers_held_one":"Server bleibt unberührt: dort scheint ein anderes Werkzeug aktiv","waiting.servers_held_other":"Server bleiben unberührt: dort scheint ein anderes Werkzeug aktiv","waiting.questions_one":"Wunsch hat eine Rückfrage","waiting.questions_other":"Wünsche haben Rückfragen","waiting.approvals_one":"Wunsch wartet auf Zustimmung","waiting.approvals_other":"Wünsche warten auf Zustimmung",when_failed:"Bei Fehlschlägen","mode.observe":"AutoArr sieht nur zu","mode.ask":"AutoArr fragt vorher","mode.automatic":"AutoArr rettet von selbst","show.all":"Alle","show.trouble":"Probleme","show.running":"Laufend",no_downloads:"Nichts wird geladen, und nichts ist gescheitert.",progress_of:"Fortschritt von {title}","status.queued":"In der Warteschlange","status.downloading":"Wird geladen","status.paused":"Pausiert","status.verifying":"Wird geprüft","status.extracting":"Wird entpackt","status.importing":"Wird importiert","status.import_blocked":"Import braucht Hilfe","status.stalled":"Steht still","status.failed":"Gescheitert","status.completed":"Fertig","failure_state.new":"Gerade gescheitert","failure_state.waiting":"Wartet","failure_state.asking":"Fragt dich","failure_state.recovering":"Wird gerettet","failure_state.recovered":"Gerettet","failure_state.given_up":"Aufgegeben","failure_state.dismissed":"Ignoriert","blames.release":"Schuld ist das Release","blames.system":"Schuld ist das System","blames.nobody":"Niemand ist schuld","step.none":"Nichts","step.wait":"Warten","step.refresh":"Titel auffrischen","step.retry_same":"Dasselbe Release noch einmal","step.regrab":"Dasselbe Release neu holen","step.blocklist_search":"Ein anderes Release suchen","step.lower_quality":"Geringere Qualität zulassen","step.remove":"Entfernen","step.import":"Importieren","step.pause_client":"Downloads pausieren","step.ask":"Dich fragen","step.alert":"Dir Bescheid geben","step.give_up":"Aufgeben",next:"Als Nächstes: {step}",next_at:"Als Nächstes, {when}: {step}",attempt:"Versuch {n}","outcome.pending":"läuft","outcome.grabbed":"unterwegs","outcome.imported":"importiert","outcome.failed":"gescheitert","outcome.removed":"entfernt","outcome.nothing_found":"nichts gefunden","outcome.refused":"verweigert",why:"Warum?",less:"Weniger",story:"Verlauf",approve_ask:"Das jetzt tun?",approve_yes:"Ja, bitte",retry:"Noch einmal",retry_ask:"Jetzt noch einmal versuchen?",retry_yes:"Ja, noch einmal",other_release:"Anderes Release",other_release_ask:"Dieses Release sperren und ein anderes suchen?",other_release_yes:"Ja, suchen",ignore:"Ignorieren",ignore_ask:"Diesen Fehlschlag so lassen?",ignore_yes:"Ja, ignorieren",ask_label:"Was möchtest du sehen?",ask_placeholder:"Ein Film oder eine Serie …",listening:"Ich höre zu …",dictate:"Diktieren",not_heard:"Ich konnte dich nicht hören. Erlaube das Mikrofon oder tippe.",send:"Wünschen",no_requests:"Noch nichts gewünscht. Sag, was du sehen möchtest.",which_one:"Welcher Titel ist gemeint?",movie:"Film",series:"Serie",in_library:"in der Bibliothek",seasons_one:"Staffel {list}",seasons_other:"Staffeln {list}",approve:"Zustimmen",decline:"Ablehnen",decline_ask:"Diesen Wunsch ablehnen?",confirm:"Ja, bitte",cancel_request:"Zurückziehen",cancel_ask:"Diesen Wunsch zurückziehen? Gelöscht wird nichts.",cancel_yes:"Ja, zurückziehen","request_status.ambiguous":"Welcher?","request_status.awaiting_confirmation":"Soll ich?","request_status.awaiting_approval":"Wartet auf Zustimmung","request_status.approved":"Angenommen","request_status.searching":"Wird gesucht","request_status.waiting_for_release":"Noch nicht erschienen","request_status.downloading":"Wird geladen","request_status.importing":"Gleich fertig","request_status.partially_available":"Teilweise da","request_status.available":"Bereit zum Ansehen","request_status.monitoring":"Wird ab jetzt verfolgt","request_status.failed":"Hat nicht geklappt","request_status.declined":"Abgelehnt","request_status.cancelled":"Zurückgezogen",search:"Suchen",severity:"Schwere",everything:"Alles","severity.info":"Information","severity.success":"Erfolg","severity.warning":"Warnungen","severity.error":"Fehler","kind.download":"Downloads","kind.recovery":"Rettung","kind.request":"Wünsche","kind.audit":"Einstellungen","kind.server":"Server","kind.ai":"KI","kind.user":"Personen",nothing_happened:"So etwas ist nicht passiert.",nothing_yet:"Noch ist nichts passiert. Was passiert, steht hier.",no_story:"Darüber steht nichts mehr in der Aktivität.",no_activity_card:"Den Verlauf erzählt die Aktivitätskarte. Füge sie dieser Seite hinzu.",steps_one:"{count} Schritt",steps_other:"{count} Schritte",open_findings_one:"{count} Sache könnte besser sein",open_findings_other:"{count} Sachen könnten besser sein",no_findings:"Es wurde nichts zu verbessern gefunden.",no_audit:"Die Einstellungen wurden noch nicht geprüft.",run_audit:"Jetzt prüfen",auditing:"Wird geprüft …",score_of:"{score} von 100 Punkten","finding.critical":"Kritisch","finding.high":"Hoch","finding.medium":"Mittel","finding.low":"Gering","finding.info":"Hinweis",fixable:"AutoArr kann es beheben",current:"Jetzt",recommended:"Besser",how:"So geht es",risk:"Risiko","risk.none":"Keines","risk.low":"Gering","risk.medium":"Mittel","risk.high":"Hoch",managed_by:"Verwaltet von",restarts:"Die App muss neu starten, bevor es gilt.",diff:"Was sich ändern würde",before:"Vorher:",after:"Nachher:",preview:"Vorschau",apply:"Anwenden",apply_ask:"Diese Einstellung jetzt ändern? Es lässt sich zurücknehmen.",applied:"Angewendet",undo:"Zurücknehmen",undo_ask:"Die Einstellung zurücksetzen?",undone:"Wieder wie vorher",dismiss_ask:"Diesen Rat künftig ausblenden?",ask_administrator:"Ein Administrator kann das ändern.",statistics:"Statistik",span:"Zeitraum","span.week":"7 Tage","span.month":"30 Tage","span.all":"Alles",nothing_counted:"Es gibt noch keine Zahlen.",nothing_failed:"In dieser Zeit ist nichts fehlgeschlagen.",failures_mended_one:"{mended} von {count} Fehlschlag behoben",failures_mended_other:"{mended} von {count} Fehlschlägen behoben",on_average:"im Schnitt nach {time}",gave_up_one:"{count} aufgegeben",gave_up_other:"{count} aufgegeben",arrived:"{share} angekommen",ready_one:"{count} fertig",ready_other:"{count} fertig",until_ready:"Bis zum Ansehen",ai_cost:"KI",calls_one:"{count} Aufruf",calls_other:"{count} Aufrufe",over_time:"Fehlschläge im Lauf der Zeit",from_day:"Ab",mended:"Behoben",not_mended:"Nicht behoben",by_cause:"Warum Downloads fehlschlugen",by_indexer:"Woher die fehlgeschlagenen kamen",by_server:"Fehlschläge nach Server",server_gone:"Ein entfernter Server",others:"Andere",edit_stack:"Verbund",edit_stack_help:"Welche Server gezeigt werden; ohne Wahl der erste Verbund.",edit_title:"Titel",edit_title_help:"Statt des Namens der Karte.",overview_name:"Überblick",overview_description:"Befinden, Server, Tempo, Platz und wo du gefragt bist.",downloads_name:"Downloads",downloads_description:"Was geladen wird, was scheiterte und warum, und der Ausweg.",request_name:"Wünsche",request_description:"Einen Film oder eine Serie wünschen und sehen, wie weit es ist.",activity_name:"Aktivität",activity_description:"Was geschah, als Geschichten erzählt.",audit_name:"Einstellungsprüfung",audit_description:"Wie gut die Server eingestellt sind, und es verbessern.",statistics_name:"Statistik",statistics_description:"Was warum fehlschlug, wie viel behoben wurde und wie lange es dauerte.",strategy_description:"Eine ganze Seite für Filme und Serien, die sich selbst baut."}});var de,ds=u(()=>{de={overview:"Overview",downloads:"Downloads",requests:"Requests",activity:"Activity",audit:"Settings audit",servers:"Servers",findings:"Findings",loading:"Loading…",just_now:"just now",connection_lost:"The connection to Home Assistant is lost. This is how things were last.",outdated:"AutoArr was updated. This page loads again.",reload:"Reload",stack_gone:"This stack does not exist any more. Choose another one in the card’s settings.",no_stack:"AutoArr is not set up yet. Add it under Settings, Devices & services.",stack_stopped:"AutoArr is not running at the moment. This card goes on by itself when it is back.",not_allowed:"You may not do this. Ask an administrator.",not_supported:"The installed AutoArr cannot do this yet. Restart Home Assistant if you just updated.",unknown_error:"Something went wrong. The log of Home Assistant says more.",cancel:"Cancel",filter:"Filter",nothing_here:"Nothing here.",all_well:"All is well",needs_you:"This needs you",needs_somebody:"Somebody has to look at this",failed_now_one:"{count} download failed",failed_now_other:"{count} downloads failed",being_mended_one:"{count} download is being mended",being_mended_other:"{count} downloads are being mended",mended_one:"{count} mended so far",mended_other:"{count} mended so far",mended_rate:"{rate} success",left:"{left} left",speed:"Speed",paused:"Paused",disk_free:"Free space",connected:"Connected",away:"Does not answer",streams_one:"{count} person is watching",streams_other:"{count} people are watching","waiting.servers_away_one":"server does not answer","waiting.servers_away_other":"servers do not answer","waiting.store_one":"database cannot be written: nothing is mended until it can","waiting.store_other":"databases cannot be written: nothing is mended until they can","waiting.environment_one":"download waits for the system: disk, provider or network","waiting.environment_other":"downloads wait for the system: disk, provider or network","waiting.given_up_one":"download could not be mended","waiting.given_up_other":"downloads could not be mended","waiting.asking_one":"download asks what to do","waiting.asking_other":"downloads ask what to do","waiting.servers_held_one":"server is left alone: another tool seems active there","waiting.servers_held_other":"servers are left alone: another tool seems active there","waiting.questions_one":"request has a question","waiting.questions_other":"requests have a question","waiting.approvals_one":"request waits for approval","waiting.approvals_other":"requests wait for approval",when_failed:"When a download fails","mode.observe":"AutoArr only observes","mode.ask":"AutoArr asks first","mode.automatic":"AutoArr mends it by itself","show.all":"All","show.trouble":"Trouble","show.running":"Running",no_downloads:"Nothing is being downloaded, and nothing failed.",progress_of:"Progress of {title}","status.queued":"Queued","status.downloading":"Downloading","status.paused":"Paused","status.verifying":"Verifying","status.extracting":"Unpacking","status.importing":"Importing","status.import_blocked":"Import needs a hand","status.stalled":"Stalled","status.failed":"Failed","status.completed":"Completed","failure_state.new":"Just failed","failure_state.waiting":"Waiting","failure_state.asking":"Asks you","failure_state.recovering":"Being mended","failure_state.recovered":"Mended","failure_state.given_up":"Given up","failure_state.dismissed":"Ignored","blames.release":"The release is to blame","blames.system":"The system is to blame","blames.nobody":"Nobody is to blame","step.none":"Nothing","step.wait":"Wait","step.refresh":"Refresh the titles","step.retry_same":"Try the same release again","step.regrab":"Get the same release again","step.blocklist_search":"Look for another release","step.lower_quality":"Accept a lower quality","step.remove":"Remove","step.import":"Import","step.pause_client":"Pause the downloads","step.ask":"Ask you","step.alert":"Tell you","step.give_up":"Give up",next:"Next: {step}",next_at:"Next, {when}: {step}",attempt:"Attempt {n}","outcome.pending":"under way","outcome.grabbed":"on its way","outcome.imported":"imported","outcome.failed":"failed","outcome.removed":"removed","outcome.nothing_found":"nothing found","outcome.refused":"refused",why:"Why?",less:"Less",story:"Story",approve_ask:"Do this now?",approve_yes:"Yes, do it",retry:"Retry",retry_ask:"Try again now?",retry_yes:"Yes, retry",other_release:"Other release",other_release_ask:"Block this release and look for another?",other_release_yes:"Yes, look",ignore:"Ignore",ignore_ask:"Leave this failure as it is?",ignore_yes:"Yes, ignore",ask_label:"What would you like to watch?",ask_placeholder:"A film or series…",listening:"Listening…",dictate:"Dictate",not_heard:"I could not hear you. Allow the microphone, or type.",send:"Request",no_requests:"Nothing was requested yet. Say what you would like to watch.",which_one:"Which one is meant?",movie:"film",series:"series",in_library:"in the library",seasons_one:"Season {list}",seasons_other:"Seasons {list}",approve:"Approve",decline:"Decline",decline_ask:"Decline this request?",confirm:"Yes, do it",cancel_request:"Cancel",cancel_ask:"Cancel this request? Nothing is removed.",cancel_yes:"Yes, cancel it","request_status.ambiguous":"Which one?","request_status.awaiting_confirmation":"Shall I?","request_status.awaiting_approval":"Waits for approval","request_status.approved":"Approved","request_status.searching":"Searching","request_status.waiting_for_release":"Not out yet","request_status.downloading":"Downloading","request_status.importing":"Almost there","request_status.partially_available":"Partly ready","request_status.available":"Ready to watch","request_status.monitoring":"Followed from now on","request_status.failed":"Did not work","request_status.declined":"Declined","request_status.cancelled":"Cancelled",search:"Search",severity:"Severity",everything:"Everything","severity.info":"Information","severity.success":"Success","severity.warning":"Warnings","severity.error":"Errors","kind.download":"Downloads","kind.recovery":"Mending","kind.request":"Requests","kind.audit":"Settings","kind.server":"Servers","kind.ai":"AI","kind.user":"People",nothing_happened:"Nothing like that happened.",nothing_yet:"Nothing has happened yet. Whatever does is told here.",no_story:"There is nothing about it in the activity any more.",no_activity_card:"Stories are told by the activity card. Add it to this page.",steps_one:"{count} step",steps_other:"{count} steps",open_findings_one:"{count} thing could be better",open_findings_other:"{count} things could be better",no_findings:"Nothing to improve was found.",no_audit:"The settings were not checked yet.",run_audit:"Check now",auditing:"Checking…",score_of:"Score {score} of 100","finding.critical":"Critical","finding.high":"High","finding.medium":"Medium","finding.low":"Low","finding.info":"Hint",fixable:"AutoArr can fix it",current:"Now",recommended:"Better",how:"How",risk:"Risk","risk.none":"None","risk.low":"Low","risk.medium":"Medium","risk.high":"High",managed_by:"Managed by",restarts:"The app has to restart before it counts.",diff:"What would change",before:"Before:",after:"After:",preview:"Preview",apply:"Apply",apply_ask:"Change this setting now? It can be undone.",applied:"Applied",undo:"Undo",undo_ask:"Put the setting back as it was?",undone:"Put back as it was",dismiss_ask:"Hide this advice from now on?",ask_administrator:"An administrator can change this.",statistics:"Statistics",span:"Time span","span.week":"7 days","span.month":"30 days","span.all":"All",nothing_counted:"There are no numbers yet.",nothing_failed:"Nothing failed in this time.",failures_mended_one:"{mended} of {count} failure mended",failures_mended_other:"{mended} of {count} failures mended",on_average:"after {time} on average",gave_up_one:"{count} given up",gave_up_other:"{count} given up",arrived:"{share} arrived",ready_one:"{count} ready",ready_other:"{count} ready",until_ready:"Until ready to watch",ai_cost:"AI",calls_one:"{count} call",calls_other:"{count} calls",over_time:"Failures over time",from_day:"From",mended:"Mended",not_mended:"Not mended",by_cause:"Why downloads failed",by_indexer:"Where the failed ones came from",by_server:"Failures by server",server_gone:"A server that was removed",others:"Others",edit_stack:"Stack",edit_stack_help:"Which servers to show; the first stack if none is chosen.",edit_title:"Title",edit_title_help:"Instead of the card’s own name.",overview_name:"Overview",overview_description:"Health, servers, speed, disk, and what needs you.",downloads_name:"Downloads",downloads_description:"What is being downloaded, what failed and why, and the way out.",request_name:"Requests",request_description:"Ask for a film or series, and see how far it is.",activity_name:"Activity",activity_description:"What happened, told as stories.",audit_name:"Settings audit",audit_description:"How well the servers are set up, and mending it.",statistics_name:"Statistics",statistics_description:"What failed and why, how much was mended, and how long it took.",strategy_description:"A whole page for films and series, built by itself."}});var us,cs=u(()=>{us={overview:"Resumen",downloads:"Descargas",requests:"Peticiones",activity:"Actividad",audit:"Auditoría de ajustes",servers:"Servidores",findings:"Hallazgos",loading:"Cargando…",just_now:"ahora mismo",connection_lost:"Se perdió la conexión con Home Assistant. Este es el último estado conocido.",outdated:"AutoArr se ha actualizado. La página se recarga.",reload:"Recargar",stack_gone:"Este conjunto ya no existe. Elige otro en los ajustes de la tarjeta.",no_stack:"AutoArr aún no está configurado. Añádelo en Ajustes, Dispositivos y servicios.",stack_stopped:"AutoArr no está en marcha ahora. Esta tarjeta seguirá por sí sola cuando vuelva.",not_allowed:"No tienes permiso. Pregunta a un administrador.",not_supported:"El AutoArr instalado aún no puede hacerlo. Reinicia Home Assistant si acabas de actualizar.",unknown_error:"Algo ha fallado. El registro de Home Assistant dice más.",cancel:"Cancelar",filter:"Filtrar",nothing_here:"No hay nada aquí.",all_well:"Todo va bien",needs_you:"Esto requiere tu atención",needs_somebody:"Alguien tiene que mirar esto",failed_now_one:"{count} descarga ha fallado",failed_now_other:"{count} descargas han fallado",being_mended_one:"{count} descarga en reparación",being_mended_other:"{count} descargas en reparación",mended_one:"{count} reparada hasta ahora",mended_other:"{count} reparadas hasta ahora",mended_rate:"{rate} de éxito",left:"faltan {left}",speed:"Velocidad",paused:"En pausa",disk_free:"Espacio libre",connected:"Conectado",away:"No responde",streams_one:"{count} reproducción en curso",streams_other:"{count} reproducciones en curso","waiting.servers_away_one":"servidor no responde","waiting.servers_away_other":"servidores no responden","waiting.store_one":"base de datos no se puede escribir: nada se repara hasta entonces","waiting.store_other":"bases de datos no se pueden escribir: nada se repara hasta entonces","waiting.environment_one":"descarga espera al sistema: disco, proveedor o red","waiting.environment_other":"descargas esperan al sistema: disco, proveedor o red","waiting.given_up_one":"descarga no se pudo reparar","waiting.given_up_other":"descargas no se pudieron reparar","waiting.asking_one":"descarga pregunta qué hacer","waiting.asking_other":"descargas preguntan qué hacer","waiting.servers_held_one":"servidor no se toca: otra herramienta parece activa allí","waiting.servers_held_other":"servidores no se tocan: otra herramienta parece activa allí","waiting.questions_one":"petición tiene una pregunta","waiting.questions_other":"peticiones tienen preguntas","waiting.approvals_one":"petición espera aprobación","waiting.approvals_other":"peticiones esperan aprobación",when_failed:"Si falla una descarga","mode.observe":"AutoArr solo observa","mode.ask":"AutoArr pregunta antes","mode.automatic":"AutoArr la repara por sí solo","show.all":"Todas","show.trouble":"Problemas","show.running":"En curso",no_downloads:"No hay descargas en curso ni fallos.",progress_of:"Progreso de {title}","status.queued":"En cola","status.downloading":"Descargando","status.paused":"En pausa","status.verifying":"Verificando","status.extracting":"Descomprimiendo","status.importing":"Importando","status.import_blocked":"La importación necesita ayuda","status.stalled":"Parado","status.failed":"Fallido","status.completed":"Completado","failure_state.new":"Acaba de fallar","failure_state.waiting":"En espera","failure_state.asking":"Te pregunta","failure_state.recovering":"En reparación","failure_state.recovered":"Reparado","failure_state.given_up":"Abandonado","failure_state.dismissed":"Ignorado","blames.release":"La culpa es de la publicación","blames.system":"La culpa es del sistema","blames.nobody":"Nadie tiene la culpa","step.none":"Nada","step.wait":"Esperar","step.refresh":"Actualizar los títulos","step.retry_same":"Reintentar la misma publicación","step.regrab":"Volver a obtener la misma publicación","step.blocklist_search":"Buscar otra publicación","step.lower_quality":"Aceptar una calidad menor","step.remove":"Quitar","step.import":"Importar","step.pause_client":"Pausar las descargas","step.ask":"Preguntarte","step.alert":"Avisarte","step.give_up":"Abandonar",next:"Siguiente: {step}",next_at:"Siguiente, {when}: {step}",attempt:"Intento {n}","outcome.pending":"en marcha","outcome.grabbed":"en camino","outcome.imported":"importado","outcome.failed":"fallido","outcome.removed":"quitado","outcome.nothing_found":"nada encontrado","outcome.refused":"rechazado",why:"¿Por qué?",less:"Menos",story:"Historia",approve_ask:"¿Hacerlo ahora?",approve_yes:"Sí, adelante",retry:"Reintentar",retry_ask:"¿Reintentar ahora?",retry_yes:"Sí, reintentar",other_release:"Otra publicación",other_release_ask:"¿Bloquear esta publicación y buscar otra?",other_release_yes:"Sí, buscar",ignore:"Ignorar",ignore_ask:"¿Dejar este fallo como está?",ignore_yes:"Sí, ignorar",ask_label:"¿Qué te gustaría ver?",ask_placeholder:"Una película o serie…",listening:"Escuchando…",dictate:"Dictar",not_heard:"No te he oído. Permite el micrófono o escribe.",send:"Pedir",no_requests:"Aún no se ha pedido nada. Di qué te gustaría ver.",which_one:"¿Cuál quieres?",movie:"película",series:"serie",in_library:"en la biblioteca",seasons_one:"Temporada {list}",seasons_other:"Temporadas {list}",approve:"Aprobar",decline:"Rechazar",decline_ask:"¿Rechazar esta petición?",confirm:"Sí, adelante",cancel_request:"Cancelar",cancel_ask:"¿Cancelar esta petición? No se borra nada.",cancel_yes:"Sí, cancelar","request_status.ambiguous":"¿Cuál?","request_status.awaiting_confirmation":"¿Lo hago?","request_status.awaiting_approval":"Espera aprobación","request_status.approved":"Aprobada","request_status.searching":"Buscando","request_status.waiting_for_release":"Aún no ha salido","request_status.downloading":"Descargando","request_status.importing":"Casi listo","request_status.partially_available":"Listo en parte","request_status.available":"Listo para ver","request_status.monitoring":"En seguimiento","request_status.failed":"No funcionó","request_status.declined":"Rechazada","request_status.cancelled":"Cancelada",search:"Buscar",severity:"Gravedad",everything:"Todo","severity.info":"Información","severity.success":"Éxito","severity.warning":"Avisos","severity.error":"Errores","kind.download":"Descargas","kind.recovery":"Reparación","kind.request":"Peticiones","kind.audit":"Ajustes","kind.server":"Servidores","kind.ai":"IA","kind.user":"Personas",nothing_happened:"No ha pasado nada así.",nothing_yet:"Aún no ha pasado nada. Lo que pase se contará aquí.",no_story:"La actividad ya no guarda nada sobre ello.",no_activity_card:"Las historias las cuenta la tarjeta de actividad. Añádela a esta página.",steps_one:"{count} paso",steps_other:"{count} pasos",open_findings_one:"{count} cosa puede mejorar",open_findings_other:"{count} cosas pueden mejorar",no_findings:"No hay nada que mejorar.",no_audit:"Los ajustes aún no se han comprobado.",run_audit:"Comprobar ahora",auditing:"Comprobando…",score_of:"Puntuación: {score} de 100","finding.critical":"Crítico","finding.high":"Alto","finding.medium":"Medio","finding.low":"Bajo","finding.info":"Consejo",fixable:"AutoArr puede corregirlo",current:"Ahora",recommended:"Mejor",how:"Cómo",risk:"Riesgo","risk.none":"Ninguno","risk.low":"Bajo","risk.medium":"Medio","risk.high":"Alto",managed_by:"Gestionado por",restarts:"La aplicación debe reiniciarse para que cuente.",diff:"Lo que cambiaría",before:"Antes:",after:"Después:",preview:"Vista previa",apply:"Aplicar",apply_ask:"¿Cambiar este ajuste ahora? Se puede deshacer.",applied:"Aplicado",undo:"Deshacer",undo_ask:"¿Dejar el ajuste como estaba?",undone:"Restaurado",dismiss_ask:"¿Ocultar este consejo desde ahora?",ask_administrator:"Un administrador puede cambiarlo.",statistics:"Estadísticas",span:"Periodo","span.week":"7 días","span.month":"30 días","span.all":"Todo",nothing_counted:"Aún no hay cifras.",nothing_failed:"En este tiempo no falló nada.",failures_mended_one:"{mended} de {count} fallo arreglado",failures_mended_other:"{mended} de {count} fallos arreglados",on_average:"en {time} de media",gave_up_one:"{count} abandonado",gave_up_other:"{count} abandonados",arrived:"llegó el {share}",ready_one:"{count} listo",ready_other:"{count} listos",until_ready:"Hasta poder verlo",ai_cost:"IA",calls_one:"{count} llamada",calls_other:"{count} llamadas",over_time:"Fallos a lo largo del tiempo",from_day:"Desde",mended:"Arreglados",not_mended:"Sin arreglar",by_cause:"Por qué fallaron las descargas",by_indexer:"De dónde venían los fallidos",by_server:"Fallos por servidor",server_gone:"Un servidor eliminado",others:"Otros",edit_stack:"Conjunto",edit_stack_help:"Qué servidores mostrar; el primer conjunto si no se elige.",edit_title:"Título",edit_title_help:"En lugar del nombre de la tarjeta.",overview_name:"Resumen",overview_description:"Estado, servidores, velocidad, disco y lo que requiere tu atención.",downloads_name:"Descargas",downloads_description:"Qué se descarga, qué falló y por qué, y la salida.",request_name:"Peticiones",request_description:"Pedir una película o serie y ver cómo va.",activity_name:"Actividad",activity_description:"Lo que ha pasado, contado en historias.",audit_name:"Auditoría de ajustes",audit_description:"Lo bien ajustados que están los servidores, y cómo mejorarlo.",statistics_name:"Estadísticas",statistics_description:"Qué falló y por qué, cuánto se arregló y cuánto tardó.",strategy_description:"Una página entera para películas y series, que se crea sola."}});var hs,ps=u(()=>{hs={overview:"Aperçu",downloads:"Téléchargements",requests:"Demandes",activity:"Activité",audit:"Audit des réglages",servers:"Serveurs",findings:"Constats",loading:"Chargement…",just_now:"à l’instant",connection_lost:"La connexion à Home Assistant est perdue. Voici le dernier état connu.",outdated:"AutoArr a été mis à jour. La page se recharge.",reload:"Recharger",stack_gone:"Cet ensemble n’existe plus. Choisissez-en un autre dans les réglages de la carte.",no_stack:"AutoArr n’est pas encore configuré. Ajoutez-le sous Paramètres, Appareils et services.",stack_stopped:"AutoArr ne fonctionne pas en ce moment. Cette carte reprendra d’elle-même à son retour.",not_allowed:"Vous n’en avez pas le droit. Demandez à un administrateur.",not_supported:"La version installée d’AutoArr ne sait pas encore le faire. Redémarrez Home Assistant après une mise à jour.",unknown_error:"Quelque chose a échoué. Le journal de Home Assistant en dit plus.",cancel:"Annuler",filter:"Filtrer",nothing_here:"Rien ici.",all_well:"Tout va bien",needs_you:"Ceci demande votre attention",needs_somebody:"Quelqu’un doit s’en occuper",failed_now_one:"{count} téléchargement a échoué",failed_now_other:"{count} téléchargements ont échoué",being_mended_one:"{count} téléchargement en cours de réparation",being_mended_other:"{count} téléchargements en cours de réparation",mended_one:"{count} réparé jusqu’ici",mended_other:"{count} réparés jusqu’ici",mended_rate:"{rate} de réussite",left:"encore {left}",speed:"Vitesse",paused:"En pause",disk_free:"Espace libre",connected:"Connecté",away:"Ne répond pas",streams_one:"{count} lecture en cours",streams_other:"{count} lectures en cours","waiting.servers_away_one":"serveur ne répond pas","waiting.servers_away_other":"serveurs ne répondent pas","waiting.store_one":"base de données non inscriptible : rien n’est réparé d’ici là","waiting.store_other":"bases de données non inscriptibles : rien n’est réparé d’ici là","waiting.environment_one":"téléchargement attend le système : disque, fournisseur ou réseau","waiting.environment_other":"téléchargements attendent le système : disque, fournisseur ou réseau","waiting.given_up_one":"téléchargement n’a pas pu être réparé","waiting.given_up_other":"téléchargements n’ont pas pu être réparés","waiting.asking_one":"téléchargement demande quoi faire","waiting.asking_other":"téléchargements demandent quoi faire","waiting.servers_held_one":"serveur laissé tranquille : un autre outil semble y agir","waiting.servers_held_other":"serveurs laissés tranquilles : un autre outil semble y agir","waiting.questions_one":"demande pose une question","waiting.questions_other":"demandes posent une question","waiting.approvals_one":"demande attend un accord","waiting.approvals_other":"demandes attendent un accord",when_failed:"Si un téléchargement échoue","mode.observe":"AutoArr observe seulement","mode.ask":"AutoArr demande d’abord","mode.automatic":"AutoArr le répare tout seul","show.all":"Tous","show.trouble":"Problèmes","show.running":"En cours",no_downloads:"Aucun téléchargement en cours, aucun échec.",progress_of:"Progression de {title}","status.queued":"En file d’attente","status.downloading":"Téléchargement","status.paused":"En pause","status.verifying":"Vérification","status.extracting":"Extraction","status.importing":"Importation","status.import_blocked":"Importation bloquée","status.stalled":"Bloqué","status.failed":"Échoué","status.completed":"Terminé","failure_state.new":"Vient d’échouer","failure_state.waiting":"En attente","failure_state.asking":"Vous demande","failure_state.recovering":"En réparation","failure_state.recovered":"Réparé","failure_state.given_up":"Abandonné","failure_state.dismissed":"Ignoré","blames.release":"La release est en cause","blames.system":"Le système est en cause","blames.nobody":"Personne n’est en cause","step.none":"Rien","step.wait":"Attendre","step.refresh":"Actualiser les titres","step.retry_same":"Réessayer la même release","step.regrab":"Reprendre la même release","step.blocklist_search":"Chercher une autre release","step.lower_quality":"Accepter une qualité moindre","step.remove":"Supprimer","step.import":"Importer","step.pause_client":"Suspendre les téléchargements","step.ask":"Vous demander","step.alert":"Vous avertir","step.give_up":"Abandonner",next:"Ensuite : {step}",next_at:"Ensuite, {when} : {step}",attempt:"Essai {n}","outcome.pending":"en cours","outcome.grabbed":"en route","outcome.imported":"importé","outcome.failed":"échoué","outcome.removed":"supprimé","outcome.nothing_found":"rien trouvé","outcome.refused":"refusé",why:"Pourquoi ?",less:"Moins",story:"Histoire",approve_ask:"Le faire maintenant ?",approve_yes:"Oui, allez-y",retry:"Réessayer",retry_ask:"Réessayer maintenant ?",retry_yes:"Oui, réessayer",other_release:"Autre release",other_release_ask:"Bloquer cette release et en chercher une autre ?",other_release_yes:"Oui, chercher",ignore:"Ignorer",ignore_ask:"Laisser cet échec tel quel ?",ignore_yes:"Oui, ignorer",ask_label:"Que voulez-vous regarder ?",ask_placeholder:"Un film ou une série…",listening:"J’écoute…",dictate:"Dicter",not_heard:"Je ne vous ai pas entendu. Autorisez le micro ou écrivez.",send:"Demander",no_requests:"Rien n’a encore été demandé. Dites ce que vous voulez regarder.",which_one:"Lequel voulez-vous ?",movie:"film",series:"série",in_library:"dans la bibliothèque",seasons_one:"Saison {list}",seasons_other:"Saisons {list}",approve:"Accepter",decline:"Refuser",decline_ask:"Refuser cette demande ?",confirm:"Oui, allez-y",cancel_request:"Annuler",cancel_ask:"Annuler cette demande ? Rien n’est supprimé.",cancel_yes:"Oui, annuler","request_status.ambiguous":"Lequel ?","request_status.awaiting_confirmation":"Dois-je ?","request_status.awaiting_approval":"Attend un accord","request_status.approved":"Accepté","request_status.searching":"Recherche","request_status.waiting_for_release":"Pas encore sorti","request_status.downloading":"Téléchargement","request_status.importing":"Presque prêt","request_status.partially_available":"En partie prêt","request_status.available":"Prêt à regarder","request_status.monitoring":"Suivi désormais","request_status.failed":"Échec","request_status.declined":"Refusé","request_status.cancelled":"Annulé",search:"Rechercher",severity:"Gravité",everything:"Tout","severity.info":"Information","severity.success":"Réussite","severity.warning":"Avertissements","severity.error":"Erreurs","kind.download":"Téléchargements","kind.recovery":"Réparation","kind.request":"Demandes","kind.audit":"Réglages","kind.server":"Serveurs","kind.ai":"IA","kind.user":"Personnes",nothing_happened:"Rien de tel ne s’est passé.",nothing_yet:"Rien ne s’est encore passé. La suite sera racontée ici.",no_story:"L’activité n’en garde plus de trace.",no_activity_card:"C’est la carte d’activité qui raconte les histoires. Ajoutez-la à cette page.",steps_one:"{count} étape",steps_other:"{count} étapes",open_findings_one:"{count} point à améliorer",open_findings_other:"{count} points à améliorer",no_findings:"Rien à améliorer.",no_audit:"Les réglages n’ont pas encore été vérifiés.",run_audit:"Vérifier maintenant",auditing:"Vérification…",score_of:"Note : {score} sur 100","finding.critical":"Critique","finding.high":"Élevé","finding.medium":"Moyen","finding.low":"Faible","finding.info":"Conseil",fixable:"AutoArr peut corriger",current:"Actuel",recommended:"Mieux",how:"Comment",risk:"Risque","risk.none":"Aucun","risk.low":"Faible","risk.medium":"Moyen","risk.high":"Élevé",managed_by:"Géré par",restarts:"L’application doit redémarrer pour en tenir compte.",diff:"Ce qui changerait",before:"Avant :",after:"Après :",preview:"Aperçu",apply:"Appliquer",apply_ask:"Modifier ce réglage maintenant ? C’est réversible.",applied:"Appliqué",undo:"Rétablir",undo_ask:"Remettre le réglage d’avant ?",undone:"Remis comme avant",dismiss_ask:"Masquer ce conseil désormais ?",ask_administrator:"Un administrateur peut le modifier.",statistics:"Statistiques",span:"Période","span.week":"7 jours","span.month":"30 jours","span.all":"Tout",nothing_counted:"Il n’y a pas encore de chiffres.",nothing_failed:"Rien n’a échoué pendant cette période.",failures_mended_one:"{mended} échec réparé sur {count}",failures_mended_other:"{mended} échecs réparés sur {count}",on_average:"en {time} en moyenne",gave_up_one:"{count} abandonné",gave_up_other:"{count} abandonnés",arrived:"{share} arrivés",ready_one:"{count} prêt",ready_other:"{count} prêts",until_ready:"Avant de pouvoir regarder",ai_cost:"IA",calls_one:"{count} appel",calls_other:"{count} appels",over_time:"Échecs au fil du temps",from_day:"À partir du",mended:"Réparés",not_mended:"Non réparés",by_cause:"Pourquoi des téléchargements ont échoué",by_indexer:"D’où venaient ceux qui ont échoué",by_server:"Échecs par serveur",server_gone:"Un serveur supprimé",others:"Autres",edit_stack:"Ensemble",edit_stack_help:"Quels serveurs montrer ; le premier ensemble par défaut.",edit_title:"Titre",edit_title_help:"À la place du nom de la carte.",overview_name:"Aperçu",overview_description:"Santé, serveurs, vitesse, disque et ce qui demande votre attention.",downloads_name:"Téléchargements",downloads_description:"Ce qui se télécharge, ce qui a échoué et pourquoi, et la solution.",request_name:"Demandes",request_description:"Demander un film ou une série et suivre l’avancement.",activity_name:"Activité",activity_description:"Ce qui s’est passé, raconté en histoires.",audit_name:"Audit des réglages",audit_description:"La qualité des réglages des serveurs, et leur correction.",statistics_name:"Statistiques",statistics_description:"Ce qui a échoué et pourquoi, ce qui a été réparé et en combien de temps.",strategy_description:"Une page entière pour films et séries, construite toute seule."}});var gs,ms=u(()=>{gs={overview:"Panoramica",downloads:"Download",requests:"Richieste",activity:"Attività",audit:"Controllo delle impostazioni",servers:"Server",findings:"Rilievi",loading:"Caricamento…",just_now:"proprio ora",connection_lost:"La connessione a Home Assistant è persa. Questo è l’ultimo stato noto.",outdated:"AutoArr è stato aggiornato. La pagina si ricarica.",reload:"Ricarica",stack_gone:"Questo gruppo non esiste più. Scegline un altro nelle impostazioni della scheda.",no_stack:"AutoArr non è ancora configurato. Aggiungilo in Impostazioni, Dispositivi e servizi.",stack_stopped:"AutoArr non è in funzione ora. Questa scheda riprenderà da sola al suo ritorno.",not_allowed:"Non ti è permesso. Chiedi a un amministratore.",not_supported:"L’AutoArr installato non può ancora farlo. Riavvia Home Assistant se hai appena aggiornato.",unknown_error:"Qualcosa è andato storto. Il registro di Home Assistant dice di più.",cancel:"Annulla",filter:"Filtra",nothing_here:"Qui non c’è niente.",all_well:"Tutto a posto",needs_you:"Serve il tuo intervento",needs_somebody:"Qualcuno deve occuparsene",failed_now_one:"{count} download è fallito",failed_now_other:"{count} download sono falliti",being_mended_one:"{count} download in riparazione",being_mended_other:"{count} download in riparazione",mended_one:"{count} riparato finora",mended_other:"{count} riparati finora",mended_rate:"{rate} di successo",left:"mancano {left}",speed:"Velocità",paused:"In pausa",disk_free:"Spazio libero",connected:"Connesso",away:"Non risponde",streams_one:"{count} riproduzione in corso",streams_other:"{count} riproduzioni in corso","waiting.servers_away_one":"server non risponde","waiting.servers_away_other":"server non rispondono","waiting.store_one":"database non scrivibile: fino ad allora non si ripara nulla","waiting.store_other":"database non scrivibili: fino ad allora non si ripara nulla","waiting.environment_one":"download attende il sistema: disco, fornitore o rete","waiting.environment_other":"download attendono il sistema: disco, fornitore o rete","waiting.given_up_one":"download non si è potuto riparare","waiting.given_up_other":"download non si sono potuti riparare","waiting.asking_one":"download chiede cosa fare","waiting.asking_other":"download chiedono cosa fare","waiting.servers_held_one":"server lasciato stare: sembra attivo un altro strumento","waiting.servers_held_other":"server lasciati stare: sembra attivo un altro strumento","waiting.questions_one":"richiesta ha una domanda","waiting.questions_other":"richieste hanno domande","waiting.approvals_one":"richiesta attende approvazione","waiting.approvals_other":"richieste attendono approvazione",when_failed:"Se un download fallisce","mode.observe":"AutoArr osserva soltanto","mode.ask":"AutoArr chiede prima","mode.automatic":"AutoArr lo ripara da solo","show.all":"Tutti","show.trouble":"Problemi","show.running":"In corso",no_downloads:"Nessun download in corso e nessun errore.",progress_of:"Avanzamento di {title}","status.queued":"In coda","status.downloading":"In download","status.paused":"In pausa","status.verifying":"Verifica","status.extracting":"Estrazione","status.importing":"Importazione","status.import_blocked":"L’importazione richiede aiuto","status.stalled":"Fermo","status.failed":"Fallito","status.completed":"Completato","failure_state.new":"Appena fallito","failure_state.waiting":"In attesa","failure_state.asking":"Ti chiede","failure_state.recovering":"In riparazione","failure_state.recovered":"Riparato","failure_state.given_up":"Rinunciato","failure_state.dismissed":"Ignorato","blames.release":"La colpa è della release","blames.system":"La colpa è del sistema","blames.nobody":"Nessuno ha colpa","step.none":"Niente","step.wait":"Attendere","step.refresh":"Aggiornare i titoli","step.retry_same":"Riprovare la stessa release","step.regrab":"Riprendere la stessa release","step.blocklist_search":"Cercare un’altra release","step.lower_quality":"Accettare una qualità inferiore","step.remove":"Rimuovere","step.import":"Importare","step.pause_client":"Mettere in pausa i download","step.ask":"Chiedere a te","step.alert":"Avvisarti","step.give_up":"Rinunciare",next:"Prossimo: {step}",next_at:"Prossimo, {when}: {step}",attempt:"Tentativo {n}","outcome.pending":"in corso","outcome.grabbed":"in arrivo","outcome.imported":"importato","outcome.failed":"fallito","outcome.removed":"rimosso","outcome.nothing_found":"nulla trovato","outcome.refused":"rifiutato",why:"Perché?",less:"Meno",story:"Storia",approve_ask:"Farlo ora?",approve_yes:"Sì, procedi",retry:"Riprova",retry_ask:"Riprovare ora?",retry_yes:"Sì, riprova",other_release:"Altra release",other_release_ask:"Bloccare questa release e cercarne un’altra?",other_release_yes:"Sì, cerca",ignore:"Ignora",ignore_ask:"Lasciare questo errore così com’è?",ignore_yes:"Sì, ignora",ask_label:"Cosa vorresti guardare?",ask_placeholder:"Un film o una serie…",listening:"In ascolto…",dictate:"Detta",not_heard:"Non ti ho sentito. Consenti il microfono o scrivi.",send:"Richiedi",no_requests:"Ancora nessuna richiesta. Di’ cosa vorresti guardare.",which_one:"Quale intendi?",movie:"film",series:"serie",in_library:"nella raccolta",seasons_one:"Stagione {list}",seasons_other:"Stagioni {list}",approve:"Approva",decline:"Rifiuta",decline_ask:"Rifiutare questa richiesta?",confirm:"Sì, procedi",cancel_request:"Annulla",cancel_ask:"Annullare questa richiesta? Non si elimina nulla.",cancel_yes:"Sì, annulla","request_status.ambiguous":"Quale?","request_status.awaiting_confirmation":"Procedo?","request_status.awaiting_approval":"Attende approvazione","request_status.approved":"Approvata","request_status.searching":"Ricerca","request_status.waiting_for_release":"Non ancora uscito","request_status.downloading":"In download","request_status.importing":"Quasi pronto","request_status.partially_available":"In parte pronto","request_status.available":"Pronto da vedere","request_status.monitoring":"Seguita d’ora in poi","request_status.failed":"Non riuscita","request_status.declined":"Rifiutata","request_status.cancelled":"Annullata",search:"Cerca",severity:"Gravità",everything:"Tutto","severity.info":"Informazione","severity.success":"Successo","severity.warning":"Avvisi","severity.error":"Errori","kind.download":"Download","kind.recovery":"Riparazione","kind.request":"Richieste","kind.audit":"Impostazioni","kind.server":"Server","kind.ai":"IA","kind.user":"Persone",nothing_happened:"Non è successo nulla del genere.",nothing_yet:"Non è ancora successo nulla. Ciò che accade sarà qui.",no_story:"L’attività non ne conserva più traccia.",no_activity_card:"Le storie le racconta la scheda attività. Aggiungila a questa pagina.",steps_one:"{count} passo",steps_other:"{count} passi",open_findings_one:"{count} cosa può migliorare",open_findings_other:"{count} cose possono migliorare",no_findings:"Non c’è nulla da migliorare.",no_audit:"Le impostazioni non sono ancora state controllate.",run_audit:"Controlla ora",auditing:"Controllo…",score_of:"Punteggio {score} su 100","finding.critical":"Critico","finding.high":"Alto","finding.medium":"Medio","finding.low":"Basso","finding.info":"Consiglio",fixable:"AutoArr può correggerlo",current:"Ora",recommended:"Meglio",how:"Come",risk:"Rischio","risk.none":"Nessuno","risk.low":"Basso","risk.medium":"Medio","risk.high":"Alto",managed_by:"Gestito da",restarts:"L’app deve riavviarsi perché abbia effetto.",diff:"Cosa cambierebbe",before:"Prima:",after:"Dopo:",preview:"Anteprima",apply:"Applica",apply_ask:"Cambiare ora questa impostazione? Si può annullare.",applied:"Applicato",undo:"Ripristina",undo_ask:"Rimettere l’impostazione com’era?",undone:"Ripristinato",dismiss_ask:"Nascondere questo consiglio d’ora in poi?",ask_administrator:"Un amministratore può cambiarlo.",statistics:"Statistiche",span:"Periodo","span.week":"7 giorni","span.month":"30 giorni","span.all":"Tutto",nothing_counted:"Non ci sono ancora numeri.",nothing_failed:"In questo periodo non è fallito nulla.",failures_mended_one:"{mended} errore su {count} risolto",failures_mended_other:"{mended} errori su {count} risolti",on_average:"in media dopo {time}",gave_up_one:"{count} abbandonato",gave_up_other:"{count} abbandonati",arrived:"{share} arrivati",ready_one:"{count} pronto",ready_other:"{count} pronti",until_ready:"Prima della visione",ai_cost:"IA",calls_one:"{count} chiamata",calls_other:"{count} chiamate",over_time:"Errori nel tempo",from_day:"Dal",mended:"Risolti",not_mended:"Non risolti",by_cause:"Perché i download sono falliti",by_indexer:"Da dove venivano quelli falliti",by_server:"Errori per server",server_gone:"Un server rimosso",others:"Altri",edit_stack:"Gruppo",edit_stack_help:"Quali server mostrare; il primo gruppo se non scelto.",edit_title:"Titolo",edit_title_help:"Al posto del nome della scheda.",overview_name:"Panoramica",overview_description:"Stato, server, velocità, disco e ciò che richiede il tuo intervento.",downloads_name:"Download",downloads_description:"Cosa si scarica, cosa è fallito e perché, e la soluzione.",request_name:"Richieste",request_description:"Chiedi un film o una serie e guarda a che punto è.",activity_name:"Attività",activity_description:"Cosa è successo, raccontato in storie.",audit_name:"Controllo impostazioni",audit_description:"Quanto bene sono configurati i server, e come correggerlo.",statistics_name:"Statistiche",statistics_description:"Che cosa è fallito e perché, quanto è stato risolto e in quanto tempo.",strategy_description:"Una pagina intera per film e serie, creata da sola."}});var vs,fs=u(()=>{vs={overview:"Overzicht",downloads:"Downloads",requests:"Verzoeken",activity:"Activiteit",audit:"Controle van instellingen",servers:"Servers",findings:"Bevindingen",loading:"Laden…",just_now:"zojuist",connection_lost:"De verbinding met Home Assistant is weg. Zo was het als laatste.",outdated:"AutoArr is bijgewerkt. Deze pagina wordt opnieuw geladen.",reload:"Herladen",stack_gone:"Deze stack bestaat niet meer. Kies een andere in de instellingen van de kaart.",no_stack:"AutoArr is nog niet ingesteld. Voeg het toe via Instellingen, Apparaten & diensten.",stack_stopped:"AutoArr draait op dit moment niet. Deze kaart gaat vanzelf verder zodra het terug is.",not_allowed:"Dit mag je niet. Vraag het een beheerder.",not_supported:"De geïnstalleerde AutoArr kan dit nog niet. Herstart Home Assistant als je net hebt bijgewerkt.",unknown_error:"Er ging iets mis. Het logboek van Home Assistant vertelt meer.",cancel:"Annuleren",filter:"Filter",nothing_here:"Hier is niets.",all_well:"Alles in orde",needs_you:"Dit vraagt je aandacht",needs_somebody:"Iemand moet hiernaar kijken",failed_now_one:"{count} download is mislukt",failed_now_other:"{count} downloads zijn mislukt",being_mended_one:"{count} download wordt hersteld",being_mended_other:"{count} downloads worden hersteld",mended_one:"tot nu toe {count} hersteld",mended_other:"tot nu toe {count} hersteld",mended_rate:"{rate} geslaagd",left:"nog {left}",speed:"Snelheid",paused:"Gepauzeerd",disk_free:"Vrije ruimte",connected:"Verbonden",away:"Antwoordt niet",streams_one:"{count} weergave bezig",streams_other:"{count} weergaven bezig","waiting.servers_away_one":"server antwoordt niet","waiting.servers_away_other":"servers antwoorden niet","waiting.store_one":"database is niet te beschrijven: tot dan wordt niets hersteld","waiting.store_other":"databases zijn niet te beschrijven: tot dan wordt niets hersteld","waiting.environment_one":"download wacht op het systeem: schijf, provider of netwerk","waiting.environment_other":"downloads wachten op het systeem: schijf, provider of netwerk","waiting.given_up_one":"download kon niet worden hersteld","waiting.given_up_other":"downloads konden niet worden hersteld","waiting.asking_one":"download vraagt wat te doen","waiting.asking_other":"downloads vragen wat te doen","waiting.servers_held_one":"server blijft met rust: daar lijkt ander gereedschap actief","waiting.servers_held_other":"servers blijven met rust: daar lijkt ander gereedschap actief","waiting.questions_one":"verzoek heeft een vraag","waiting.questions_other":"verzoeken hebben een vraag","waiting.approvals_one":"verzoek wacht op goedkeuring","waiting.approvals_other":"verzoeken wachten op goedkeuring",when_failed:"Als een download mislukt","mode.observe":"AutoArr kijkt alleen toe","mode.ask":"AutoArr vraagt het eerst","mode.automatic":"AutoArr herstelt hem vanzelf","show.all":"Alle","show.trouble":"Problemen","show.running":"Bezig",no_downloads:"Er wordt niets gedownload en er is niets mislukt.",progress_of:"Voortgang van {title}","status.queued":"In de wachtrij","status.downloading":"Downloadt","status.paused":"Gepauzeerd","status.verifying":"Wordt gecontroleerd","status.extracting":"Wordt uitgepakt","status.importing":"Wordt geïmporteerd","status.import_blocked":"Import heeft hulp nodig","status.stalled":"Staat stil","status.failed":"Mislukt","status.completed":"Voltooid","failure_state.new":"Net mislukt","failure_state.waiting":"Wacht","failure_state.asking":"Vraagt jou","failure_state.recovering":"Wordt hersteld","failure_state.recovered":"Hersteld","failure_state.given_up":"Opgegeven","failure_state.dismissed":"Genegeerd","blames.release":"Het ligt aan de release","blames.system":"Het ligt aan het systeem","blames.nobody":"Niemand heeft schuld","step.none":"Niets","step.wait":"Wachten","step.refresh":"Titels verversen","step.retry_same":"Dezelfde release opnieuw proberen","step.regrab":"Dezelfde release opnieuw ophalen","step.blocklist_search":"Een andere release zoeken","step.lower_quality":"Lagere kwaliteit toestaan","step.remove":"Verwijderen","step.import":"Importeren","step.pause_client":"Downloads pauzeren","step.ask":"Jou vragen","step.alert":"Jou waarschuwen","step.give_up":"Opgeven",next:"Daarna: {step}",next_at:"Daarna, {when}: {step}",attempt:"Poging {n}","outcome.pending":"bezig","outcome.grabbed":"onderweg","outcome.imported":"geïmporteerd","outcome.failed":"mislukt","outcome.removed":"verwijderd","outcome.nothing_found":"niets gevonden","outcome.refused":"geweigerd",why:"Waarom?",less:"Minder",story:"Verloop",approve_ask:"Dit nu doen?",approve_yes:"Ja, graag",retry:"Opnieuw",retry_ask:"Nu opnieuw proberen?",retry_yes:"Ja, opnieuw",other_release:"Andere release",other_release_ask:"Deze release blokkeren en een andere zoeken?",other_release_yes:"Ja, zoeken",ignore:"Negeren",ignore_ask:"Deze mislukking zo laten?",ignore_yes:"Ja, negeren",ask_label:"Wat wil je kijken?",ask_placeholder:"Een film of serie…",listening:"Ik luister…",dictate:"Dicteren",not_heard:"Ik kon je niet horen. Sta de microfoon toe of typ.",send:"Aanvragen",no_requests:"Er is nog niets aangevraagd. Zeg wat je wilt kijken.",which_one:"Welke bedoel je?",movie:"film",series:"serie",in_library:"in de bibliotheek",seasons_one:"Seizoen {list}",seasons_other:"Seizoenen {list}",approve:"Goedkeuren",decline:"Afwijzen",decline_ask:"Dit verzoek afwijzen?",confirm:"Ja, graag",cancel_request:"Intrekken",cancel_ask:"Dit verzoek intrekken? Er wordt niets verwijderd.",cancel_yes:"Ja, intrekken","request_status.ambiguous":"Welke?","request_status.awaiting_confirmation":"Zal ik?","request_status.awaiting_approval":"Wacht op goedkeuring","request_status.approved":"Goedgekeurd","request_status.searching":"Wordt gezocht","request_status.waiting_for_release":"Nog niet uit","request_status.downloading":"Wordt gedownload","request_status.importing":"Bijna klaar","request_status.partially_available":"Deels klaar","request_status.available":"Klaar om te kijken","request_status.monitoring":"Wordt voortaan gevolgd","request_status.failed":"Niet gelukt","request_status.declined":"Afgewezen","request_status.cancelled":"Ingetrokken",search:"Zoeken",severity:"Ernst",everything:"Alles","severity.info":"Informatie","severity.success":"Gelukt","severity.warning":"Waarschuwingen","severity.error":"Fouten","kind.download":"Downloads","kind.recovery":"Herstel","kind.request":"Verzoeken","kind.audit":"Instellingen","kind.server":"Servers","kind.ai":"AI","kind.user":"Personen",nothing_happened:"Zoiets is niet gebeurd.",nothing_yet:"Er is nog niets gebeurd. Wat er gebeurt staat hier.",no_story:"Daarover staat niets meer in de activiteit.",no_activity_card:"Het verloop staat op de activiteitskaart. Voeg die aan deze pagina toe.",steps_one:"{count} stap",steps_other:"{count} stappen",open_findings_one:"{count} ding kan beter",open_findings_other:"{count} dingen kunnen beter",no_findings:"Er is niets te verbeteren gevonden.",no_audit:"De instellingen zijn nog niet gecontroleerd.",run_audit:"Nu controleren",auditing:"Controleren…",score_of:"Score {score} van 100","finding.critical":"Kritiek","finding.high":"Hoog","finding.medium":"Gemiddeld","finding.low":"Laag","finding.info":"Tip",fixable:"AutoArr kan het oplossen",current:"Nu",recommended:"Beter",how:"Hoe",risk:"Risico","risk.none":"Geen","risk.low":"Laag","risk.medium":"Gemiddeld","risk.high":"Hoog",managed_by:"Beheerd door",restarts:"De app moet opnieuw starten voordat het geldt.",diff:"Wat zou veranderen",before:"Voorheen:",after:"Daarna:",preview:"Voorbeeld",apply:"Toepassen",apply_ask:"Deze instelling nu wijzigen? Het kan ongedaan worden gemaakt.",applied:"Toegepast",undo:"Ongedaan maken",undo_ask:"De instelling terugzetten?",undone:"Teruggezet",dismiss_ask:"Dit advies voortaan verbergen?",ask_administrator:"Een beheerder kan dit wijzigen.",statistics:"Statistieken",span:"Periode","span.week":"7 dagen","span.month":"30 dagen","span.all":"Alles",nothing_counted:"Er zijn nog geen cijfers.",nothing_failed:"In deze tijd is niets mislukt.",failures_mended_one:"{mended} van {count} mislukking verholpen",failures_mended_other:"{mended} van {count} mislukkingen verholpen",on_average:"gemiddeld na {time}",gave_up_one:"{count} opgegeven",gave_up_other:"{count} opgegeven",arrived:"{share} aangekomen",ready_one:"{count} klaar",ready_other:"{count} klaar",until_ready:"Tot het te zien is",ai_cost:"AI",calls_one:"{count} aanroep",calls_other:"{count} aanroepen",over_time:"Mislukkingen door de tijd",from_day:"Vanaf",mended:"Verholpen",not_mended:"Niet verholpen",by_cause:"Waarom downloads mislukten",by_indexer:"Waar de mislukte vandaan kwamen",by_server:"Mislukkingen per server",server_gone:"Een verwijderde server",others:"Andere",edit_stack:"Stack",edit_stack_help:"Welke servers te tonen; zonder keuze de eerste stack.",edit_title:"Titel",edit_title_help:"In plaats van de naam van de kaart.",overview_name:"Overzicht",overview_description:"Toestand, servers, snelheid, schijf en wat je aandacht vraagt.",downloads_name:"Downloads",downloads_description:"Wat wordt gedownload, wat mislukte en waarom, en de uitweg.",request_name:"Verzoeken",request_description:"Vraag een film of serie aan en zie hoe ver het is.",activity_name:"Activiteit",activity_description:"Wat er gebeurde, verteld als verhalen.",audit_name:"Controle van instellingen",audit_description:"Hoe goed de servers zijn ingesteld, en het verbeteren ervan.",statistics_name:"Statistieken",statistics_description:"Wat mislukte en waarom, hoeveel verholpen is en hoe lang het duurde.",strategy_description:"Een hele pagina voor films en series, vanzelf opgebouwd."}});function z(n,s={}){let e=n||"en",t=`${e} ${s.hour12} ${s.timeZone}`,i=ws.get(t);return i||(i=new nt(e,s),ws.set(t,i)),i}function bs(n,s){let e=n?.time_format;return{...e==="12"||e==="24"?{hour12:e==="12"}:{},...n?.time_zone==="server"&&s?{timeZone:s.time_zone}:{}}}function Rn(n){try{return Intl.NumberFormat.supportedLocalesOf(n)[0]??"en"}catch{return"en"}}var Sn,_s,ys,nt,ws,ce=u(()=>{"use strict";as();ds();cs();ps();ms();fs();Sn={de:ls,en:de,es:us,fr:hs,it:gs,nl:vs},_s=["byte","kilobyte","megabyte","gigabyte","terabyte","petabyte"],ys=[["day",86400],["hour",3600],["minute",60]],nt=class{constructor(s,e={}){this.clock=e;this.language=Rn(s),this.phrases=Sn[s.split("-")[0]??"en"]??de,this.plurals=new Intl.PluralRules(this.language)}say(s,e={}){return(this.phrases[s]??de[s]??s).replace(/\{(\w+)\}/g,(i,r)=>{let o=e[r];return o===void 0?i:typeof o=="number"?this.number(o):o})}count(s,e,t={}){let i=this.plurals.select(e)==="one"?"one":"other";return this.say(`${s}_${i}`,{count:e,...t})}member(s,e){let t=`${s}.${e}`;return t in de?this.say(t):e.replaceAll("_"," ")}number(s,e=0){return new Intl.NumberFormat(this.language,{maximumFractionDigits:e}).format(s)}money(s){return new Intl.NumberFormat(this.language,{style:"currency",currency:"USD"}).format(s)}percent(s){return new Intl.NumberFormat(this.language,{style:"percent",maximumFractionDigits:0}).format(s/100)}size(s,e){let t=Math.max(0,s),i=0;for(;t>=1e3&&i<_s.length-1;)t/=1e3,i+=1;let r=_s[i]??"byte";return new Intl.NumberFormat(this.language,{style:"unit",unit:e?`${r}-per-${e}`:r,unitDisplay:"short",maximumFractionDigits:t<10&&i>0?1:0}).format(t)}duration(s){let[e,t]=ys.find(([,i])=>s>=i)??["second",1];return new Intl.NumberFormat(this.language,{style:"unit",unit:e,unitDisplay:"short",maximumFractionDigits:0}).format(Math.max(0,Math.round(s/t)))}ago(s,e){let t=(Date.parse(s)-e)/1e3;if(Number.isNaN(t))return"";let[i,r]=ys.find(([,o])=>Math.abs(t)>=o)??["second",1];return i==="second"&&t<=0&&t>-10?this.say("just_now"):new Intl.RelativeTimeFormat(this.language,{numeric:"auto"}).format(Math.round(t/r),i)}moment(s){let e=new Date(s);return Number.isNaN(e.valueOf())?"":new Intl.DateTimeFormat(this.language,{dateStyle:"medium",timeStyle:"short",...this.clock}).format(e)}},ws=new Map});function Ss(){return As}function Rs(n){return rt.add(n),()=>rt.delete(n)}function ot(){location.reload()}function Ts(n){if(!xs||$s.has(n))return;$s.add(n);let s=async(e=qn)=>{let t=await Zt(n).catch(()=>null);if(!t&&e&&n.connected&&setTimeout(()=>{s(e-1)},Tn),!(!t||t===xs)){As=!0;for(let i of rt)i();sessionStorage.getItem(ks)!==t&&setTimeout(()=>{En()||(sessionStorage.setItem(ks,t),ot())},4e3)}};n.addEventListener("ready",()=>{s()}),s()}function En(){let n=document.activeElement;for(;n?.shadowRoot?.activeElement;)n=n.shadowRoot.activeElement;return n instanceof HTMLInputElement||n instanceof HTMLTextAreaElement}var ks,Tn,qn,xs,rt,$s,As,qs=u(()=>{"use strict";U();ks="autoarr-reloaded-for",Tn=15e3,qn=20,xs=new URL(import.meta.url).searchParams.get("v"),rt=new Set,$s=new WeakSet,As=!1});function Es({about:n,text:s}){return`${n} ${s}`}var Cn,Pn,zn,_,V=u(()=>{"use strict";k();C();U();ss();tt();it();Se();ce();qs();Cn={bad:"mdi:alert-circle-outline",good:"mdi:check-circle-outline",info:"mdi:information-outline",warn:"mdi:alert-outline"},Pn=6e4,zn=["config","connected","connection","devices","language","locale","services","user"],_=class extends ${constructor(){super(...arguments);this.question=null;this.busy=new Set;this.said=null;this.now=Date.now();this.news=0;this.listening=new $e(this,()=>{this.news+=1})}static{this.styles=[os]}setConfig(e){if(e.config_entry_id!==void 0&&typeof e.config_entry_id!="string")throw new Error("config_entry_id: a text is expected");this.config=e}getCardSize(){return 6}getGridOptions(){return{columns:12,rows:"auto",min_columns:6,min_rows:3}}get words(){let{config:e,language:t,locale:i}=this.hass??{};return z(i?.language??t,bs(i,e))}say(e,t={}){return this.words.say(e,t)}get isAdmin(){return this.hass?.user?.is_admin??!1}can(e){return this.hass?.services.autoarr?.[e]!==void 0}get stack(){return this.config?.config_entry_id?this.config.config_entry_id:this.hass?Q(this.hass)[0]?.id:void 0}feed(e){return this.hass&&ts(this.hass.connection,e,this.stack)}items(e){return[...this.feed(e)?.items.values()??[]]}connectedCallback(){super.connectedCallback(),this.now=Date.now(),this.clock=setInterval(()=>{this.now=Date.now()},Pn/2),this.unwatch=Rs(()=>{this.news+=1})}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),clearTimeout(this.silence),this.unwatch?.()}shouldUpdate(e){let t=e.get("hass");return e.size>1||!t?!0:zn.some(i=>t[i]!==this.hass?.[i])}willUpdate(e){this.hass&&Ts(this.hass.connection),this.now=Date.now();let t=this.stack?this.topics.map(i=>this.feed(i)).filter(i=>i!==void 0):[];this.listening.to(t)}render(){if(!this.hass||!this.config)return a`<ha-card></ha-card>`;let e=this.config.title||this.say(this.heading),t=this.trouble();return a`
      <ha-card @keydown=${this.onKey}>
        <header>
          <h2>${e}</h2>
          ${t?c:this.summary()}
        </header>
        <div class="body">
          ${this.notices()}
          <div aria-live="polite" class="live">
            ${this.said?this.notice(this.said.tone,this.said.text):c}
          </div>
          ${t??this.content()}
        </div>
      </ha-card>
    `}summary(){return c}notice(e,t,i){return a`
      <div class="notice ${e}-tone" role=${e==="bad"?"alert":"note"}>
        <ha-icon icon=${Cn[e]} aria-hidden="true"></ha-icon>
        <span>${t}</span>
        ${i??c}
      </div>
    `}poster(e,t,i,r){return a`
      <div class="cover">
        <autoarr-poster .hass=${this.hass} .path=${t} .kind=${e}></autoarr-poster>
        <span class="badge ${r}">
          <ha-icon icon=${i} aria-hidden="true"></ha-icon>
        </span>
      </div>
    `}figure(e,t,i,r,o=""){return a`
      <div class="figure">
        <dt><ha-icon icon=${e} aria-hidden="true"></ha-icon>${t}</dt>
        <dd class=${o}>
          ${i}${r?a`<span class="quiet">${r}</span>`:c}
        </dd>
      </div>
    `}empty(e,t){return a`
      <div class="empty">
        <ha-icon icon=${e} aria-hidden="true"></ha-icon>
        <div>${t}</div>
      </div>
    `}notices(){let e=this.hass?.connected===!1||this.topics.some(t=>this.feed(t)?.state==="lost");return a`
      ${Ss()?this.notice("info",this.say("outdated"),a`<button @click=${ot}>${this.say("reload")}</button>`):c}
      ${e?this.notice("warn",this.say("connection_lost")):c}
    `}trouble(){let e=this.hass,t=Q(e),i=this.config?.config_entry_id;if(i?!t.some(({id:l})=>l===i):!t.length)return this.empty("mdi:server-off",this.say(i?"stack_gone":"no_stack"));let r=this.topics.map(l=>this.feed(l)),o=r.find(l=>l?.state==="unloaded"||l?.state==="removed");if(o)return this.empty("mdi:server-off",this.say(o.state==="removed"?"stack_gone":"stack_stopped"));let d=r.find(l=>l?.state==="refused");return d?this.empty("mdi:alert-circle-outline",this.why(d.refusal)):r.every(l=>l?.state==="connecting")?a`<div class="empty" aria-busy="true">${this.say("loading")}</div>`:null}why(e){switch(e?.code){case"unauthorized":return this.say("not_allowed");case"unknown_command":return this.say("not_supported");default:return e?.message||this.say("unknown_error")}}tellStory(e){is(this,e)||this.tell("info",this.say("no_activity_card"))}tell(e,t){this.said={tone:e,text:t},clearTimeout(this.silence),this.silence=setTimeout(()=>{this.said=null},e==="bad"?15e3:6e3)}async run(e,t,i=()=>!1){if(this.busy.has(e))return null;this.busy=new Set([...this.busy,e]);try{let r=await t(),o=r?.message;return o&&!i(r)&&this.tell("good",o),r}catch(r){return this.tell("bad",this.why(P(r))),null}finally{this.busy=new Set([...this.busy].filter(r=>r!==e))}}async act(e,t={}){return Yt(this.hass,e,{config_entry_id:this.stack,...t})}asking(e,t,i,r=""){return a`
      <button
        class=${r}
        data-asks=${Es(i)}
        ?disabled=${this.busy.has(i.about)}
        @click=${()=>this.ask(i)}
      >
        <ha-icon icon=${e} aria-hidden="true"></ha-icon>${t}
      </button>
    `}answering(e){return a`
      <div class="actions" role="group" aria-label=${e.text}>
        <span class="asked">${e.text}</span>
        <button
          class="main yes"
          @click=${t=>this.confirm(e,t)}
        >
          ${e.yes}
        </button>
        <button @click=${()=>this.refrain(e)}>${this.say("cancel")}</button>
      </div>
    `}async ask(e){this.question=e,await this.settled(),this.renderRoot.querySelector("button.yes")?.focus()}async confirm(e,t){let i=t.currentTarget.closest(".item");this.question=null;let r=this.run(e.about,e.action);await this.settled(),i?.focus({preventScroll:!0}),await r}async refrain(e){this.question=null,await this.settled(),this.renderRoot.querySelector(`[data-asks="${CSS.escape(Es(e))}"]`)?.focus({preventScroll:!0})}onKey(e){e.repeat&&e.composedPath()[0].matches("button.yes")&&e.preventDefault(),e.key==="Escape"&&this.question&&(e.stopPropagation(),this.refrain(this.question))}async settled(){await this.updateComplete;let e=this.renderRoot.querySelectorAll("autoarr-list");await Promise.all([...e].map(t=>t.updateComplete))}};h([x({attribute:!1})],_.prototype,"hass",2),h([m()],_.prototype,"config",2),h([m()],_.prototype,"question",2),h([m()],_.prototype,"busy",2),h([m()],_.prototype,"said",2),h([m()],_.prototype,"now",2),h([m()],_.prototype,"news",2)});function Cs(n){let s=[...n].sort((t,i)=>Dn(i.at,t.at)),e=new Map;for(let t of s){let i=t.correlation_id??t.id,r=e.get(i);r?r.rows.push(t):e.set(i,{id:i,correlation:t.correlation_id,rows:[t]})}return[...e.values()]}function Dn(n,s){return Date.parse(n)-Date.parse(s)}function at(...n){let s=new Map;for(let e of n)for(let t of e)s.set(t.id,t);return[...s.values()]}function Ps(n,s,e,t){if(s.size&&!s.has(n.kind)||e&&n.severity!==e)return!1;let i=t.trim().toLowerCase();return!i||`${n.title}
${n.message}`.toLowerCase().includes(i)}var zs=u(()=>{"use strict"});var Ds,Ms=u(()=>{"use strict";k();Ds=w`
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
`});var Mn,Os,js,Is,On,A,Ns=u(()=>{"use strict";k();C();U();V();tt();zs();Ms();Mn=["download","recovery","request","audit","server","ai","user"],Os={ai:"mdi:creation-outline",audit:"mdi:clipboard-check-outline",download:"mdi:download",recovery:"mdi:car-cruise-control",request:"mdi:movie-search-outline",server:"mdi:server",user:"mdi:account-outline"},js={error:["bad","mdi:alert-circle-outline"],info:["calm",""],success:["good","mdi:check-circle-outline"],warning:["warn","mdi:alert-outline"]},Is=50,On=300,A=class extends _{constructor(){super(...arguments);this.topics=["activity"];this.heading="activity";this.kinds=new Set;this.severity="";this.search="";this.open=null;this.older=[];this.told=[];this.complete=!1;this.offset=0;this.reading=!1;this.round=0;this.cuts=0;this.interrupted=!1;this.row=e=>{let t=e.rows[0],i=this.open===e.id,[r,o]=js[t.severity]??["calm",""];return a`
      <button
        class="story"
        aria-expanded=${i}
        @click=${()=>i?this.fold():this.unfold(e)}
      >
        <ha-icon
          class=${r}
          icon=${o||(Os[t.kind]??"mdi:circle-small")}
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
            ${t.server?a`<span>${t.server}</span>`:c}
            ${e.rows.length>1?a`<span>${this.words.count("steps",e.rows.length)}</span>`:c}
          </span>
        </span>
        ${e.correlation?a`<ha-icon
                class="calm"
                icon=${i?"mdi:chevron-up":"mdi:chevron-down"}
                aria-hidden="true"
              ></ha-icon>`:c}
      </button>
      ${i?this.course(e):c}
    `};this.type=e=>{let{value:t}=e.target;clearTimeout(this.typed),this.typed=setTimeout(()=>{this.search=t,this.startOver()},On)};this.choose=e=>{this.severity=e.target.value,this.startOver()};this.read=async()=>{if(this.reading||this.complete||!this.hass)return;this.reading=!0;let e=this.round;try{let t=await le(this.hass.connection,this.stack,this.filter,Is,this.offset);if(e!==this.round)return;this.offset+=t.items.length,this.complete=t.items.length<Is||this.offset>=t.total,this.older=at(this.older,t.items)}catch(t){if(e!==this.round)return;this.complete=!0,this.interrupted=this.hass?.connection.connected===!1,this.tell("bad",this.why(P(t)))}finally{e===this.round&&(this.reading=!1)}}}static{this.styles=[_.styles,Ds].flat()}static getStubConfig(){return{}}getCardSize(){return 8}connectedCallback(){super.connectedCallback(),this.deaf=ns(e=>{this.jump(e)})}disconnectedCallback(){super.disconnectedCallback(),this.deaf?.(),clearTimeout(this.typed)}willUpdate(e){super.willUpdate(e);let t=this.feed("activity")?.cuts??0;this.stack!==this.shownStack||t!==this.cuts?(this.shownStack=this.stack,this.cuts=t,this.startOver()):this.interrupted&&this.feed("activity")?.state==="live"&&(this.interrupted=!1,this.complete=!1)}get filter(){return{...this.kinds.size?{kind:[...this.kinds]}:{},...this.severity?{severity:this.severity}:{},...this.search.trim()?{search:this.search.trim()}:{}}}get list(){let e=this.items("activity").filter(i=>Ps(i,this.kinds,this.severity,this.search));return Cs(at(this.older,e,this.told))}content(){let e=this.list;return a`
      ${this.filters()}
      ${e.length?a`<autoarr-list
              .items=${e}
              .row=${this.row}
              .stamp=${[this.open,this.now]}
              .more=${!this.complete}
              label=${this.say("activity")}
              @more=${this.read}
            ></autoarr-list>`:this.reading?a`<div class="empty" aria-busy="true">${this.say("loading")}</div>`:this.empty("mdi:sleep",this.say(Object.keys(this.filter).length?"nothing_happened":"nothing_yet"))}
    `}filters(){return a`
      <div class="filters">
        <input
          type="search"
          aria-label=${this.say("search")}
          placeholder=${this.say("search")}
          .value=${this.search}
          @input=${this.type}
        />
        <select aria-label=${this.say("severity")} @change=${this.choose}>
          ${["","success","warning","error"].map(e=>a`
              <option value=${e} ?selected=${e===this.severity}>
                ${e?this.words.member("severity",e):this.say("everything")}
              </option>
            `)}
        </select>
      </div>
      <div class="chips" role="group" aria-label=${this.say("filter")}>
        ${Mn.map(e=>a`
            <button
              aria-pressed=${this.kinds.has(e)}
              @click=${()=>this.toggle(e)}
            >
              <ha-icon icon=${Os[e]??""} aria-hidden="true"></ha-icon
              >${this.words.member("kind",e)}
            </button>
          `)}
      </div>
    `}course(e){return a`
      <ol class="course">
        ${[...e.rows].reverse().map(t=>{let[i]=js[t.severity]??["calm"];return a`
            <li class=${i}>
              <span class="said">${t.message}</span>
              <span class="hidden">${this.words.member("severity",t.severity)}</span>
              <span class="line">
                <span>${this.words.moment(t.at)}</span>
                ${t.server?a`<span>${t.server}</span>`:c}
              </span>
            </li>
          `})}
      </ol>
    `}toggle(e){let t=new Set(this.kinds);t.delete(e)||t.add(e),this.kinds=t,this.startOver()}startOver(){this.round+=1,this.reading=!1,this.complete=!1,this.offset=0,this.older=[],this.told=[],this.open=null,this.stack&&this.read()}fold(){this.open=null,this.told=[]}async unfold(e){e.correlation&&(this.open=e.id,await this.whole(e.correlation))}async whole(e){try{let t=await le(this.hass.connection,this.stack,{correlation_id:e},500,0);return this.open===e&&(this.told=t.items),t.items.length>0}catch(t){return this.tell("bad",this.why(P(t))),!1}}async jump(e){if(this.kinds=new Set,this.severity="",this.search="",this.startOver(),this.open=e,!await this.whole(e)){this.tell("info",this.say("no_story"));return}await this.settled(),await this.renderRoot.querySelector("autoarr-list")?.show(e),this.scrollIntoView({block:"nearest"}),this.renderRoot.querySelector(`[data-id="${CSS.escape(e)}"] .story`)?.focus()}};h([m()],A.prototype,"kinds",2),h([m()],A.prototype,"severity",2),h([m()],A.prototype,"search",2),h([m()],A.prototype,"open",2),h([m()],A.prototype,"older",2),h([m()],A.prototype,"told",2),h([m()],A.prototype,"complete",2),h([m()],A.prototype,"reading",2)});function Te(n,s,e,t){return a`
    <svg class="ring ${s}" viewBox="0 0 80 80" role="img" aria-label=${t}>
      ${xe`
        <circle class="rail" cx="40" cy="40" r=${dt}></circle>
        <circle
          class="arc"
          cx="40"
          cy="40"
          r=${dt}
          stroke-dasharray="${Hs*n/100} ${Hs}"
        ></circle>
        <text class=${e.length>3?"long":""} x="40" y="41">${e}</text>
      `}
    </svg>
  `}function qe(n,s){if(!s.length)return c;let e=Math.max(...s.map(({count:t})=>t));return a`
    <section class="bars">
      <h3>${n}</h3>
      <ul>
        ${s.map(({label:t,count:i,said:r})=>a`
            <li>
              <span class="label">${t}</span>
              <span class="number">${r}</span>
              <span class="track" aria-hidden="true"
                ><span style="width:${100*i/e}%"></span
              ></span>
            </li>
          `)}
      </ul>
    </section>
  `}function Ls(n,s,e,t){let i=Math.max(1,...t.map(d=>In(d.parts))),r=t.length*ct,o=new Set([0,Math.floor((t.length-1)/2),t.length-1]);return a`
    <figure>
      <figcaption aria-hidden="true">
        ${n}
        <span class="key">
          ${s.map(({label:d,tone:l})=>a`<span class=${l}>${d}</span>`)}
        </span>
      </figcaption>
      <svg
        class="columns"
        viewBox="0 0 ${r} ${Re}"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        ${t.map((d,l)=>jn(d.parts,l,i,s))}
      </svg>
      <div class="marks" aria-hidden="true">
        ${[...o].map(d=>a`<span>${t[d]?.label}</span>`)}
      </div>
      <table class="hidden">
        <caption>
          ${n}
        </caption>
        <tr>
          <th scope="col">${e}</th>
          ${s.map(({label:d})=>a`<th scope="col">${d}</th>`)}
        </tr>
        ${t.map(d=>a`
            <tr>
              <th scope="row">${d.label}</th>
              ${d.parts.map(l=>a`<td>${l}</td>`)}
            </tr>
          `)}
      </table>
    </figure>
  `}function jn(n,s,e,t){let i=s*ct+(ct-lt)/2,r=Re-1;return xe`
    <rect class="rail" x=${i} y=${Re-1} width=${lt} height="1"></rect>
    ${n.map((o,d)=>{let l=o/e*(Re-4);return r-=l,o?xe`<rect class=${t[d]?.tone??""} x=${i} y=${r} width=${lt} height=${l}></rect>`:c})}
  `}function In(n){return n.reduce((s,e)=>s+e,0)}var dt,Hs,Re,ct,lt,Ee,ut=u(()=>{"use strict";k();dt=34,Hs=2*Math.PI*dt,Re=96,ct=24,lt=14;Ee=w`
  .ring {
    width: 80px;
    height: 80px;
    flex: none;
  }
  .ring circle {
    fill: none;
    stroke-width: 8;
  }
  .ring .rail {
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
  .ring text.long {
    font-size: 17px;
  }
  figure {
    margin: 0;
    padding: 4px 16px 14px;
  }
  figcaption,
  .bars h3 {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 12px;
    margin: 0;
    padding-bottom: 8px;
    font-size: inherit;
    font-weight: 500;
  }
  .key {
    display: flex;
    gap: 12px;
    font-size: var(--ha-font-size-s, 12px);
    font-weight: 400;
  }
  .key > span::before {
    content: "";
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-inline-end: 6px;
    border-radius: 3px;
    background: currentColor;
  }
  .key > span {
    color: var(--secondary-text-color);
  }
  .key > .good::before {
    background: var(--success-color);
  }
  .key > .bad::before {
    background: var(--error-color);
  }
  .columns {
    display: block;
    width: 100%;
    height: 96px;
  }
  .columns .rail {
    fill: color-mix(in srgb, var(--primary-text-color) 24%, transparent);
  }
  .columns .good {
    fill: var(--success-color);
  }
  .columns .bad {
    fill: var(--error-color);
  }
  .marks {
    display: flex;
    justify-content: space-between;
    padding-top: 4px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .bars {
    padding: 4px 16px 6px;
  }
  .bars ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .bars li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 4px 12px;
    align-items: end;
    padding-bottom: 10px;
  }
  .bars .label {
    overflow-wrap: anywhere;
  }
  .bars .number {
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
  .track {
    grid-column: 1 / -1;
    height: 8px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
    overflow: hidden;
  }
  .track > span {
    display: block;
    height: 100%;
    min-width: 8px;
    border-radius: 4px;
    background: var(--primary-color);
  }
`});function Ws(n,s){return n.filter(({id:e,state:t})=>t==="open"||s.has(e)).sort((e,t)=>Fs.indexOf(e.severity)-Fs.indexOf(t.severity)||(e.priority??1e9)-(t.priority??1e9)||e.title.localeCompare(t.title))}function Us(n){let s=new Map;for(let{title:t,data:i}of n){let r=i;!r.id||!r.finding_id||!Array.isArray(r.diff)||s.has(r.id)||s.set(r.id,{change:r,title:t})}let e=new Map;for(let t of[...s.values()].reverse()){let{applied:i,diff:r,finding_id:o,undone_at:d}=t.change;!i||d||!r.length||e.set(o,[...e.get(o)??[],t])}return e}function Vs(n,[s]){return{category:"",current:"",explanation:null,fixable:!0,id:n,priority:null,recommended:"",risk:"",rule_id:"",server:s?.change.server??null,severity:"info",source:"",state:"fixed",title:s?.title??"",why:""}}function Bs(n){let s=n?.score;return typeof s=="number"?Math.round(s):null}function Ce(n){return n>=85?"good":n>=60?"warn":"bad"}function pt(n){return n?.changes??[]}function ht(n){return n==null||n===""?"–":typeof n=="string"?n:JSON.stringify(n)}var Fs,mt=u(()=>{"use strict";Fs=["critical","high","medium","low","info"]});var Gs,Js=u(()=>{"use strict";k();Gs=w`
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
`});function gt(n,s){return new Map([...n].filter(([e])=>e!==s))}var Nn,Pe,Hn,D,Qs=u(()=>{"use strict";k();C();U();V();ut();mt();Js();Nn={critical:["mdi:alert-octagon-outline","bad"],high:["mdi:alert-circle-outline","bad"],info:["mdi:information-outline","calm"],low:["mdi:information-outline","calm"],medium:["mdi:alert-outline","warn"]},Pe="applied",Hn=100,D=class extends _{constructor(){super(...arguments);this.topics=["findings"];this.heading="audit";this.open=null;this.filter="";this.previews=new Map;this.applied=new Map;this.past=new Map;this.stands=new Map;this.row=e=>{let t=this.open===e.id,i=this.stands.get(e.id),[r,o]=i?["mdi:check-circle-outline","good"]:Nn[e.severity]??["mdi:information-outline","calm"];return a`
      <button
        class="finding"
        aria-expanded=${t}
        @click=${()=>{this.open=t?null:e.id}}
      >
        <ha-icon class=${o} icon=${r} aria-hidden="true"></ha-icon>
        <span class="text">
          <span class="name">${e.title}</span>
          <span class="line">
            <span
              >${i?this.say("applied"):this.words.member("finding",e.severity)}</span
            >
            ${e.server?a`<span>${e.server}</span>`:c}
            ${e.fixable&&!i?a`<span>${this.say("fixable")}</span>`:c}
          </span>
        </span>
        <ha-icon
          class="calm"
          icon=${t?"mdi:chevron-up":"mdi:chevron-down"}
          aria-hidden="true"
        ></ha-icon>
      </button>
      ${t?this.details(e):c}
    `}}static{this.styles=[_.styles,Ee,Gs].flat()}static getStubConfig(){return{}}getCardSize(){return 8}willUpdate(e){super.willUpdate(e),this.stack!==this.shownStack&&(this.shownStack=this.stack,this.applied=new Map,this.past=new Map,this.stack&&this.isAdmin&&this.remember());let t=this.feed("findings")?.items,i=([r])=>t?.get(r)?.state!=="open";this.stands=new Map([...[...this.past].filter(i),...this.applied])}async remember(){let{connection:e}=this.hass,t=await le(e,this.stack,{kind:["audit"]},Hn,0).catch(()=>({items:[]}));this.past=Us(t.items)}content(){let e=this.items("findings"),t=new Set(e.map(({id:g})=>g)),i=[...this.stands].filter(([g])=>!t.has(g)),r=Ws([...e,...i.map(([g,p])=>Vs(g,p))],new Set(this.stands.keys())),o=r.filter(({id:g})=>!this.stands.has(g)),d=Bs(this.feed("findings")?.whole),l=new Map;for(let g of r){let p=this.stands.has(g.id)?Pe:g.severity;l.set(p,[...l.get(p)??[],g])}let f=l.get(this.filter)??r;return a`
      ${this.score(o,d)}
      ${l.size>1?a`<div class="chips" role="group" aria-label=${this.say("filter")}>
              ${[...l].sort(([g],[p])=>+(g===Pe)-+(p===Pe)).map(([g,p])=>this.chip(g,p.length))}
            </div>`:c}
      ${f.length?a`<autoarr-list
              .items=${f}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.open,this.previews,this.past,this.applied]}
              label=${this.say("findings")}
            ></autoarr-list>`:this.empty("mdi:shield-check-outline",this.say(d===null?"no_audit":"no_findings"))}
    `}chip(e,t){return a`
      <button
        aria-pressed=${this.filter===e}
        @click=${()=>{this.filter=this.filter===e?"":e}}
      >
        ${e===Pe?this.say("applied"):this.words.member("finding",e)}
        <span class="quiet">${this.words.number(t)}</span>
      </button>
    `}score(e,t){let i=this.busy.has("audit");return a`
      <div class="score">
        ${t===null?c:Te(t,Ce(t),this.words.number(t),this.say("score_of",{score:t}))}
        <div class="text">
          ${t===null&&!e.length?c:a`<div class="name">
                  ${this.words.count("open_findings",e.length)}
                </div>`}
          ${this.can("run_audit")?a`<div class="actions">
                  <button
                    ?disabled=${i}
                    @click=${()=>this.run("audit",()=>this.act("run_audit"))}
                  >
                    <ha-icon icon="mdi:clipboard-search-outline" aria-hidden="true"></ha-icon
                    >${this.say(i?"auditing":"run_audit")}
                  </button>
                </div>`:c}
        </div>
      </div>
    `}details(e){let t=this.stands.get(e.id)?.map(({change:i})=>i)??this.previews.get(e.id);return a`
      <div class="details">
        ${e.why?a`<p>${e.why}</p>`:c}
        ${e.explanation?a`<p>${e.explanation}</p>`:c}
        <dl>
          ${this.fact(this.say("current"),e.current)}
          ${this.fact(this.say("recommended"),e.recommended)}
          ${e.fixable?c:this.fact(this.say("how"),e.how??"")}
          ${e.fixable&&e.risk?this.fact(this.say("risk"),[this.words.member("risk",e.risk),e.effect].filter(Boolean).join(": ")):c}
          ${this.fact(this.say("managed_by"),e.managed_by??"")}
        </dl>
        ${e.restarts&&!this.stands.has(e.id)?a`<p>${this.say("restarts")}</p>`:c}
        ${t?this.diff(t):c}
        ${this.question?.about===e.id?this.answering(this.question):this.buttons(e)}
      </div>
    `}fact(e,t){return t?a`<dt>${e}</dt><dd>${t}</dd>`:c}diff(e){return a`
      <div class="diff" role="group" aria-label=${this.say("diff")}>
        ${e.flatMap(({diff:t})=>t).map(({field:t,before:i,after:r})=>a`
              <div class="field">${t}</div>
              <div class="before">
                <span class="hidden">${this.say("before")}</span>${ht(i)}
              </div>
              <div class="after">
                <span class="hidden">${this.say("after")}</span>${ht(r)}
              </div>
            `)}
      </div>
    `}buttons(e){if(!this.isAdmin)return a`<p class="quiet">${this.say("ask_administrator")}</p>`;let{id:t}=e,i=this.stands.get(t);return i?a`<div class="actions">
        ${this.asking("mdi:undo",this.say("undo"),{about:t,action:()=>this.undo(t,i),text:this.say("undo_ask"),yes:this.say("undo")})}
      </div>`:a`
      <div class="actions">
        ${e.fixable&&this.can("apply_fix")?a`<button
                  ?disabled=${this.busy.has(t)}
                  @click=${()=>this.run(t,()=>this.rehearse(t))}
                >
                  <ha-icon icon="mdi:file-compare" aria-hidden="true"></ha-icon
                  >${this.say("preview")}
                </button>
                ${this.asking("mdi:auto-fix",this.say("apply"),{about:t,action:()=>this.apply(t),text:this.say("apply_ask"),yes:this.say("apply")},"main")}`:c}
        ${this.can("dismiss_finding")?this.asking("mdi:eye-off-outline",this.say("ignore"),{about:t,action:()=>this.act("dismiss_finding",{finding_id:t}),text:this.say("dismiss_ask"),yes:this.say("ignore_yes")}):c}
      </div>
    `}async rehearse(e){let t=pt(await this.act("apply_fix",{dry_run:!0,finding_id:e}));this.previews=new Map(this.previews).set(e,t)}async apply(e){let t=pt(await this.act("apply_fix",{confirm:!0,finding_id:e})),i=this.items("findings").find(r=>r.id===e)?.title;this.applied=new Map(this.applied).set(e,t.map(r=>({change:r,title:i??""}))),this.previews=gt(this.previews,e),this.tell("good",this.say("applied"))}async undo(e,t){for(let{change:i}of[...t].reverse())await this.act("undo_fix",{change_id:i.id});this.applied=gt(this.applied,e),this.past=gt(this.past,e),this.tell("good",this.say("undone"))}};h([m()],D.prototype,"open",2),h([m()],D.prototype,"filter",2),h([m()],D.prototype,"previews",2),h([m()],D.prototype,"applied",2),h([m()],D.prototype,"past",2)});function ti(n,s){let e=new Map(s.map(o=>[o.id,o])),t=new Map(s.map(o=>[o.download_id,o])),i=n.map(o=>{let l=(o.failure?e.get(o.failure):void 0)??t.get(o.id)??null;return l&&e.delete(l.id),{...Zs(o),id:o.id,download:o,failure:l}});return[...[...e.values()].map(o=>({...Zs(o),id:o.id,download:null,failure:o})),...i].sort((o,d)=>ei(o)-ei(d)||Fn(Xs(o),Xs(d)))}function Zs({media:n,title:s}){return{release:s,title:Ln(n)||s}}function Ln({title:n,year:s,season:e,episodes:t,media_type:i}){if(!n)return"";if(i==="movie")return s?`${n} (${s})`:n;if(e===null)return n;let r=[...t].sort((l,f)=>l-f),o=[r[0],r.at(-1)].map(l=>`E${Ys(l??0)}`),d=r.length?o[0]===o[1]?o[0]:o.join("–"):"";return`${n} S${Ys(e)}${d}`}function Ys(n){return`${n}`.padStart(2,"0")}function Xs({failure:n}){return n?.detected_at??""}function Fn(n,s){return n===s?0:n>s?-1:1}function ei({download:n,failure:s}){if(s)return-1;let e=Ks.indexOf(n?.status??"");return e<0?Ks.length:e}function si({download:n,failure:s}){return s!==null||["failed","import_blocked","stalled"].includes(n?.status??"")}function ii({download:n}){return["downloading","extracting","verifying","importing"].includes(n?.status??"")}function ni(n,s){return n.filter(Wn[s])}function ri(n){return{all:n.length,running:n.filter(ii).length,trouble:n.filter(si).length}}var Ks,Wn,oi=u(()=>{"use strict";Ks=["downloading","extracting","verifying","importing","import_blocked","stalled","paused","queued","completed"];Wn={all:()=>!0,running:ii,trouble:si}});var ai,li=u(()=>{"use strict";k();ai=w`
  .release {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
  .cause {
    margin-top: 6px;
    overflow-wrap: anywhere;
  }
  .reason {
    color: var(--secondary-text-color);
    overflow-wrap: anywhere;
  }
  .evidence {
    margin: 8px 0 0;
    padding-inline-start: 18px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
`});var Un,Vn,Bn,Gn,Jn,K,di=u(()=>{"use strict";k();C();V();oi();li();Un={completed:["mdi:check-circle-outline","good"],downloading:["mdi:download","calm"],extracting:["mdi:package-variant","calm"],failed:["mdi:alert-circle-outline","bad"],import_blocked:["mdi:hand-back-right-outline","warn"],importing:["mdi:folder-move-outline","calm"],paused:["mdi:pause-circle-outline","calm"],queued:["mdi:clock-outline","calm"],stalled:["mdi:timer-alert-outline","warn"],verifying:["mdi:shield-check-outline","calm"]},Vn={plex:"Plex",radarr:"Radarr",sabnzbd:"SABnzbd",sonarr:"Sonarr"},Bn=["all","trouble","running"],Gn=new Set(["alert","ask","none"]),Jn=new Set(["blocklist_search","import","lower_quality","refresh","regrab","remove","retry_same"]),K=class extends _{constructor(){super(...arguments);this.topics=["downloads","failures"];this.heading="downloads";this.show="all";this.open=null;this.row=e=>{let{download:t,failure:i}=e,r=t?.status??"failed",o=(t??i).media,[d,l]=Un[r]??["mdi:download","calm"];return a`
      <div class="row">
        ${this.poster(o.media_type,o.poster,d,i?"bad":l)}
        <div class="text">
          <div class="name">${e.title}</div>
          ${e.release===e.title?c:a`<div class="release">${e.release}</div>`}
          ${this.progress(e)}
          <div class="line">
            <span
              >${i&&!t?this.words.member("failure_state",i.state):this.words.member("status",r)}</span
            >
            ${this.facts(e)}
          </div>
          ${i?this.failure(i):c}
        </div>
      </div>
    `}}static{this.styles=[_.styles,ai].flat()}static getStubConfig(){return{}}getCardSize(){return 8}getGridOptions(){return{columns:12,rows:"auto",min_columns:6,min_rows:4}}summary(){let e=this.items("downloads").reduce((t,i)=>t+i.size_left,0);return a`<span class="sum"
      >${e?this.say("left",{left:this.words.size(e)}):""}</span
    >`}content(){let e=ti(this.items("downloads"),this.items("failures"));if(!e.length)return this.empty("mdi:sofa-outline",this.say("no_downloads"));let t=ri(e),i=ni(e,this.show);return a`
      <div class="chips" role="group" aria-label=${this.say("filter")}>
        ${Bn.map(r=>a`
            <button
              aria-pressed=${this.show===r}
              @click=${()=>{this.show=r}}
            >
              ${this.words.member("show",r)}
              <span class="quiet">${this.words.number(t[r])}</span>
            </button>
          `)}
      </div>
      ${i.length?a`<autoarr-list
              .items=${i}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.open,this.now]}
              label=${this.say("downloads")}
            ></autoarr-list>`:this.empty("mdi:check-circle-outline",this.say("nothing_here"))}
    `}facts({download:e,failure:t}){let i=e?.server??t?.server;return a`
      ${e?.time_left&&e.status==="downloading"?a`<span>${this.words.duration(e.time_left)}</span>`:c}
      ${e?.size?a`<span>${this.words.size(e.size)}</span>`:c}
      ${e?.quality?a`<span>${e.quality}</span>`:c}
      ${i?a`<span>${i}</span>`:c}
    `}progress({download:e,title:t}){return!e||e.status==="queued"&&!e.progress?c:a`
      <div
        class="bar"
        role="progressbar"
        aria-label=${this.say("progress_of",{title:t})}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(e.progress)}
      >
        <div style="width:${Math.min(100,Math.max(0,e.progress))}%"></div>
      </div>
    `}failure(e){let t=this.open===e.id;return a`
      <div class="cause">${e.cause}</div>
      ${e.reason?a`<div class="reason">${e.reason}</div>`:c}
      <div class="line">
        <span>${this.words.member("blames",e.blames)}</span>
        ${this.next(e)}
      </div>
      ${t?this.evidence(e):c}
      ${this.question?.about===e.id?this.answering(this.question):this.buttons(e,t)}
    `}next(e){if(!e.next_step||Gn.has(e.next_step))return c;let t=this.words.member("step",e.next_step);return a`<span
      >${e.next_attempt_at?this.say("next_at",{step:t,when:this.words.ago(e.next_attempt_at,this.now)}):this.say("next",{step:t})}</span
    >`}evidence(e){return a`
      <ul class="evidence">
        ${e.evidence.map(({source:t,text:i})=>a`<li><b>${Vn[t]??t}</b> ${i}</li>`)}
        ${e.attempts.map(t=>a`
            <li>
              <b>${this.say("attempt",{n:t.n})}</b>
              ${this.words.member("step",t.step)},
              ${this.words.ago(t.at,this.now)}
              ${t.outcome?`(${this.words.member("outcome",t.outcome)})`:c}
            </li>
          `)}
      </ul>
      <button class="plain" @click=${()=>this.tellStory(e.correlation_id)}>
        <ha-icon icon="mdi:timeline-text-outline" aria-hidden="true"></ha-icon
        >${this.say("story")}
      </button>
    `}buttons(e,t){let i=this.isAdmin&&e.state==="asking"&&Jn.has(e.next_step??"");return a`
      <div class="actions">
        ${i?this.asking("mdi:check",this.words.member("step",e.next_step??""),this.approve(e),"main"):this.asking("mdi:refresh",this.say("retry"),this.retry(e,"auto"),"main")}
        ${this.isAdmin?a`${i&&e.next_step==="blocklist_search"?c:this.asking("mdi:swap-horizontal",this.say("other_release"),this.retry(e,"other_release"))}
              ${this.asking("mdi:eye-off-outline",this.say("ignore"),this.ignore(e))}`:c}
        <button
          class="plain"
          aria-expanded=${t}
          @click=${()=>{this.open=t?null:e.id}}
        >
          ${this.say(t?"less":"why")}
        </button>
      </div>
    `}approve(e){return{about:e.id,text:this.say("approve_ask"),yes:this.say("approve_yes"),action:()=>this.act("approve_recovery",{failure_id:e.id})}}retry(e,t){let i=t==="other_release";return{about:e.id,text:this.say(i?"other_release_ask":"retry_ask"),yes:this.say(i?"other_release_yes":"retry_yes"),action:()=>this.act("retry_download",{failure_id:e.id,strategy:t})}}ignore(e){return{about:e.id,text:this.say("ignore_ask"),yes:this.say("ignore_yes"),action:()=>this.act("dismiss_failure",{failure_id:e.id})}}};h([m()],K.prototype,"show",2),h([m()],K.prototype,"open",2)});var ci,ui=u(()=>{"use strict";k();ci=w`
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
  /* A sentence, and as wide as one. */
  .figure:has(.wide) {
    grid-column: 1 / -1;
  }
  dd.wide {
    font-size: inherit;
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
`});function Yn({attention:n}){return Kn.map(s=>[s,Number(n[s]??0)]).filter(([,s])=>s>0)}var Qn,Kn,Zn,ze,pi=u(()=>{"use strict";k();V();Se();ui();Qn={plex:"mdi:plex",radarr:"mdi:movie-open-outline",sabnzbd:"mdi:download-network-outline",sonarr:"mdi:television-classic"},Kn=["servers_away","store","environment","given_up","asking","servers_held","questions","approvals"],Zn=2e10,ze=class extends _{constructor(){super(...arguments);this.topics=["overview"];this.heading="overview"}static{this.styles=[_.styles,Ae,ci].flat()}static getStubConfig(){return{}}getCardSize(){return 5}content(){let e=this.feed("overview")?.whole;return e?a`
      ${this.standing(e)} ${this.waiting(e)} ${this.figures(e)}
      <ul class="servers" aria-label=${this.say("servers")}>
        ${e.servers.map(t=>this.server(t))}
      </ul>
    `:a`<div class="empty">${this.say("loading")}</div>`}get call(){return this.say(this.isAdmin?"needs_you":"needs_somebody")}standing(e){let{failed:t,mode:i,recovering:r}=e.recovery,[o,d,l]=e.attention.needed?["warn","mdi:hand-back-right-outline",this.call]:r?["good","mdi:car-cruise-control",this.words.count("being_mended",r)]:t?[i==="observe"?"warn":"calm","mdi:alert-circle-outline",this.words.count("failed_now",t)]:["good","mdi:check-circle-outline",this.say("all_well")];return a`
      <div class="state">
        <ha-icon class=${o} icon=${d} aria-hidden="true"></ha-icon>
        <div class="name">${l}</div>
      </div>
    `}waiting(e){let t=Yn(e);return t.length?a`
      <ul class="waiting" aria-label=${this.call}>
        ${t.map(([i,r])=>a`
            <li>
              <span class="count">${this.words.number(r)}</span>
              <span>${this.words.count(`waiting.${i}`,r)}</span>
            </li>
          `)}
      </ul>
    `:c}figures({queue:e,disks:t,recovery:i,requests:r}){let o=[...t].sort((d,l)=>d.free-l.free)[0];return a`
      <dl>
        ${this.figure("mdi:download",this.say("downloads"),this.words.number(e.downloads),e.size_left?this.say("left",{left:this.words.size(e.size_left)}):"")}
        ${this.figure(e.paused?"mdi:pause":"mdi:speedometer",this.say("speed"),e.paused?this.say("paused"):this.words.size(e.speed,"second"),e.time_left&&!e.paused?this.words.duration(e.time_left):"")}
        ${o?this.figure("mdi:harddisk",this.say("disk_free"),this.words.size(o.free),o.server,o.free<Zn?"bad":""):c}
        ${this.figure("mdi:movie-search-outline",this.say("requests"),this.words.number(r.open),"")}
        ${this.figure("mdi:car-cruise-control",this.say("when_failed"),this.words.member("mode",i.mode),this.mended(i),"wide")}
      </dl>
    `}mended({rate:e,total_recovered:t}){return[t?this.words.count("mended",t):"",e===null?"":this.say("mended_rate",{rate:this.words.percent(e)})].filter(Boolean).join(" · ")}server(e){let[t,i]=e.connected?e.problem?["warn","mdi:alert-outline"]:["good","mdi:check-circle-outline"]:["bad","mdi:close-circle-outline"],r=e.problem??this.say(e.connected?"connected":"away");return a`
      <li>
        <ha-icon icon=${Qn[e.type]??"mdi:server"} aria-hidden="true"></ha-icon>
        <div class="text">
          <div class="name">${e.server}</div>
          <div class="line">
            <span>${r}</span>
            ${this.work(e)}
          </div>
        </div>
        <ha-icon class=${t} icon=${i} aria-hidden="true"></ha-icon>
      </li>
    `}work(e){return e.paused?a`<span>${this.say("paused")}</span>`:e.streams?a`<span>${this.words.count("streams",e.streams)}</span>`:c}}});function hi(){let n=window;return n.SpeechRecognition??n.webkitSpeechRecognition}function mi(){return window.isSecureContext&&hi()!==void 0}function gi(n,s,e){let t=hi();if(!t)return e("unsupported"),()=>{};let i=new t,r=null;return i.lang=n,i.interimResults=!0,i.onresult=({results:o})=>{s(Array.from(o,d=>d[0]?.transcript??"").join(""))},i.onerror=({error:o})=>{r=o==="aborted"?null:o},i.onend=()=>e(r),i.start(),()=>i.stop()}var fi=u(()=>{"use strict"});function ue({status:n}){return Xn.has(n)}function De({status:n}){return er.has(n)}function ft({title:n,query:s,year:e}){let t=n||s;return e&&n?`${t} (${e})`:t}function vi(n){let s=e=>De(e)?0:e.status==="awaiting_approval"?1:ue(e)?3:2;return[...n].sort((e,t)=>s(e)-s(t)||Date.parse(t.updated_at)-Date.parse(e.updated_at))}var Xn,er,_i=u(()=>{"use strict";Xn=new Set(["available","monitoring","failed","declined","cancelled"]),er=new Set(["ambiguous","awaiting_confirmation"])});var yi,wi=u(()=>{"use strict";k();yi=w`
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
    outline-offset: -2px;
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
`});var tr,sr,Z,bi=u(()=>{"use strict";k();C();V();fi();_i();wi();tr={ambiguous:["mdi:help-circle-outline","warn"],approved:["mdi:check","calm"],available:["mdi:check-circle-outline","good"],awaiting_approval:["mdi:account-clock-outline","warn"],awaiting_confirmation:["mdi:help-circle-outline","warn"],cancelled:["mdi:close-circle-outline","calm"],declined:["mdi:cancel","calm"],downloading:["mdi:download","calm"],failed:["mdi:alert-circle-outline","bad"],importing:["mdi:folder-move-outline","calm"],monitoring:["mdi:calendar-sync-outline","good"],partially_available:["mdi:circle-half-full","good"],searching:["mdi:magnify","calm"],waiting_for_release:["mdi:calendar-clock-outline","calm"]},sr=3e3,Z=class extends _{constructor(){super(...arguments);this.topics=["requests"];this.heading="requests";this.hears=!1;this.hush=null;this.submit=async e=>{e.preventDefault();let t=this.input?.value.trim();if(!t){this.input?.focus();return}let i=await this.run("form",()=>this.act("request_media",{query:t}),({request:d})=>d!==null&&De(d));if(!i)return;this.input&&(this.input.value="");let r=i.request;if(!r||!await this.heardOf(r.id))return;await this.settled(),await this.renderRoot.querySelector("autoarr-list")?.show(r.id),De(r)?this.renderRoot.querySelector(`[data-id="${CSS.escape(r.id)}"] .choice`)?.focus({preventScroll:!0}):this.input?.focus()};this.listen=()=>{if(this.hears){this.hush?.();return}this.hears=!0,this.hush=gi(this.words.language,e=>{this.input&&(this.input.value=e)},e=>{this.hears=!1,e?this.tell("bad",this.say("not_heard")):this.input?.focus()})};this.row=e=>{let[t,i]=tr[e.status]??["mdi:movie-open-outline","calm"],r=e.candidates.length>0&&e.status==="ambiguous";return a`
      <div class="row">
        ${this.poster(e.media_type,e.poster,t,i)}
        <div class="text">
          <div class="name">${ft(e)}</div>
          <div class="line">
            <span>${this.words.member("request_status",e.status)}</span>
            ${this.facts(e)}
          </div>
          ${this.progress(e)}
          ${e.message&&!r?a`<div class="message">${e.message}</div>`:c}
          ${r?this.choices(e):c}
          ${this.question?.about===e.id?this.answering(this.question):this.buttons(e)}
        </div>
      </div>
    `}}static{this.styles=[_.styles,yi].flat()}static getStubConfig(){return{}}getCardSize(){return 7}disconnectedCallback(){super.disconnectedCallback(),this.hush?.()}content(){let e=vi(this.items("requests"));return a`
      ${this.form()}
      ${e.length?a`<autoarr-list
              .items=${e}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.now]}
              label=${this.say("requests")}
            ></autoarr-list>`:this.empty("mdi:movie-search-outline",this.say("no_requests"))}
    `}form(){let e=this.busy.has("form");return a`
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
        ${mi()?a`<button
                type="button"
                class="round"
                aria-pressed=${this.hears}
                aria-label=${this.say("dictate")}
                title=${this.say("dictate")}
                @click=${this.listen}
              >
                <ha-icon icon="mdi:microphone" aria-hidden="true"></ha-icon>
              </button>`:c}
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
    `}async heardOf(e){let t=Date.now()+sr;for(;!this.feed("requests")?.items.has(e);){if(Date.now()>t||!this.isConnected)return!1;await new Promise(r=>setTimeout(r,50))}let{activeElement:i}=this.renderRoot;return!i||i===this.input}facts(e){let{seasons:t}=e;return a`
      ${Array.isArray(t)&&t.length?a`<span
              >${this.words.count("seasons",t.length,{list:t.join(", ")})}</span
            >`:c}
      ${e.quality?a`<span>${e.quality}</span>`:c}
      ${e.eta&&!ue(e)?a`<span>${this.words.duration(e.eta)}</span>`:c}
      ${e.requested_by&&e.requested_by.user_id!==this.hass?.user?.id?a`<span>${e.requested_by.name}</span>`:c}
      <span title=${this.words.moment(e.created_at)}
        >${this.words.ago(e.created_at,this.now)}</span
      >
    `}progress(e){return e.progress===null||ue(e)?c:a`
      <div
        class="bar"
        role="progressbar"
        aria-label=${this.say("progress_of",{title:ft(e)})}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(e.progress)}
      >
        <div style="width:${Math.min(100,Math.max(0,e.progress))}%"></div>
      </div>
    `}choices(e){return a`
      <div class="choices" role="group" aria-label=${this.say("which_one")}>
        ${e.candidates.map(t=>this.choice(e,t))}
      </div>
    `}choice(e,t){let i=t.media_type==="series";return a`
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
          ${t.year??""} ${this.say(i?"series":"movie")}
          ${t.available?a`<span class="good">${this.say("in_library")}</span>`:c}
        </span>
      </button>
    `}buttons(e){let{id:t,status:i}=e;return a`
      <div class="actions">
        ${i==="awaiting_approval"&&this.isAdmin?a`<button
                  class="main"
                  ?disabled=${this.busy.has(t)}
                  @click=${()=>this.run(t,()=>this.act("approve_request",{request_id:t}))}
                >
                  ${this.say("approve")}
                </button>
                ${this.asking("mdi:cancel",this.say("decline"),{about:t,action:()=>this.act("decline_request",{request_id:t}),text:this.say("decline_ask"),yes:this.say("decline")})}`:c}
        ${i==="awaiting_confirmation"?a`<button
                class="main choice-less"
                ?disabled=${this.busy.has(t)}
                @click=${()=>this.run(t,()=>this.act("confirm_request",{choice:1,request_id:t}))}
              >
                ${this.say("confirm")}
              </button>`:c}
        ${ue(e)?c:this.asking("mdi:close",this.say("cancel_request"),{about:t,action:()=>this.act("cancel_request",{request_id:t}),text:this.say("cancel_ask"),yes:this.say("cancel_yes")})}
        <button class="plain" @click=${()=>this.tellStory(e.correlation_id)}>
          <ha-icon icon="mdi:timeline-text-outline" aria-hidden="true"></ha-icon
          >${this.say("story")}
        </button>
      </div>
    `}};h([m()],Z.prototype,"hears",2),h([Ut("input")],Z.prototype,"input",2)});function ki(n,s){let[e,t]=ir[n],i=new Date(s).setHours(24,0,0,0),r=o=>{let d=new Date(i);return d.setDate(d.getDate()-o*t),d};return Array.from({length:e},(o,d)=>({since:r(e-d),until:r(e-d-1)}))}function xi(n,s){let e=Object.entries(n).sort(([,i],[,r])=>r-i),t=e.slice(s).reduce((i,[,r])=>i+r,0);return{first:e.slice(0,s),others:t}}function $i({downloads:n}){let{imported:s=0,failed:e=0}=n.by_outcome;return s+e?100*s/(s+e):null}async function Ai(n,s){let{resources:e}=await n.sendMessagePromise({type:"frontend/get_translations",language:s,category:"common",integration:["autoarr"]}),t="component.autoarr.common.cause_";return Object.fromEntries(Object.entries(e).filter(([i])=>i.startsWith(t)).map(([i,r])=>[i.slice(t.length),r.replace(/\{\w+\}/g,"…")]))}function Si({until:n},s){return n.valueOf()<s-864e5}var ir,Ri=u(()=>{"use strict";ir={all:[13,7],month:[10,3],week:[7,1]}});var Ti,qi=u(()=>{"use strict";k();Ti=w`
  .result {
    display: flex;
    align-items: center;
    gap: 16px;
    padding: 4px 16px 12px;
  }
  .result .text {
    flex: 1;
    min-width: 0;
  }
  .charts {
    flex: 1 1 auto;
    min-height: 0;
  }
  .fading {
    opacity: 0.5;
  }
`});function ar({recovery:n}){return[n.recovered,n.failures-n.recovered]}function lr({recovery:n,requests:s,queue:e}){return[n.total_failed,n.total_recovered,n.total_given_up,s.open,e.downloads].join(" ")}var nr,rr,or,M,Ei=u(()=>{"use strict";k();C();U();V();ut();mt();Ri();Se();qi();nr=["week","month","all"],rr=5,or=1e4,M=class extends _{constructor(){super(...arguments);this.topics=["overview"];this.heading="statistics";this.span="month";this.counted=null;this.course=[];this.causes={};this.counting=!1;this.past=new Map;this.known="";this.spoken="";this.round=0}static{this.styles=[_.styles,Ae,Ee,Ti].flat()}static getStubConfig(){return{}}getCardSize(){return 8}connectedCallback(){super.connectedCallback(),this.known=""}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.soon),this.soon=void 0}willUpdate(e){super.willUpdate(e);let t=this.feed("overview");if(t?.state!=="live")return;this.learn();let i=`${this.stack} ${this.span} ${lr(t.whole)}`;if(i===this.known)return;let r=this.known&&this.counted?or:0;this.known=i,this.schedule(r)}schedule(e){e&&this.soon!==void 0||(clearTimeout(this.soon),this.soon=setTimeout(()=>{this.soon=void 0,this.count()},e))}learn(){let{language:e}=this.words;this.spoken===e||!this.hass||(this.spoken=e,Ai(this.hass.connection,e).then(t=>{this.causes=t}).catch(()=>{}))}async count(){this.round+=1;let e=this.round;this.counting=!0;let t=ki(this.span,this.now);try{let i=this.span==="all"?null:t[0]?.since??null,r=await this.between(i,null),o=[];for(let{since:d,until:l}of t){if(e!==this.round)return;let f=await this.between(d,l);o.push({label:this.day(d),parts:ar(f)})}if(e!==this.round)return;this.counted=r,this.course=o}catch(i){e===this.round&&this.tell("bad",this.why(P(i)))}finally{e===this.round&&(this.counting=!1)}}async between(e,t){let i=`${this.stack} ${e?.valueOf()} ${t?.valueOf()}`,r=this.past.get(i);if(r)return r;let o=await this.act("get_statistics",{...e?{since:e.toISOString()}:{},...t?{until:t.toISOString()}:{}});return e&&t&&Si({since:e,until:t},this.now)&&this.past.set(i,o),o}day(e){return new Intl.DateTimeFormat(this.words.language,{day:"numeric",month:"short"}).format(e)}content(){return a`
      <div class="chips" role="group" aria-label=${this.say("span")}>
        ${nr.map(e=>a`
            <button
              aria-pressed=${this.span===e}
              @click=${()=>{this.span=e,this.known=""}}
            >
              ${this.words.member("span",e)}
            </button>
          `)}
      </div>
      ${this.counted?a`<div
              class="charts ${this.counting?"fading":""}"
              aria-busy=${this.counting}
            >
              ${this.result(this.counted)} ${this.figures(this.counted)}
              ${this.failures(this.counted)}
            </div>`:a`<div class="empty" aria-busy=${this.counting}>
              ${this.say(this.counting?"loading":"nothing_counted")}
            </div>`}
    `}result({recovery:e}){let{failures:t,given_up:i,rate:r,recovered:o}=e;if(!t)return this.empty("mdi:sofa-outline",this.say("nothing_failed"));let d=e.time_to_recover;return a`
      <div class="result">
        ${r===null?c:Te(r,Ce(r),this.words.percent(r),this.say("mended_rate",{rate:this.words.percent(r)}))}
        <div class="text">
          <div class="name">
            ${this.words.count("failures_mended",t,{mended:o})}
          </div>
          <div class="line">
            ${d===null?c:a`<span
                    >${this.say("on_average",{time:this.words.duration(d)})}</span
                  >`}
            ${i?a`<span>${this.words.count("gave_up",i)}</span>`:c}
          </div>
        </div>
      </div>
    `}figures(e){let{downloads:t,requests:i,ai:r}=e,o=$i(e),d=i.by_status.available??0;return a`
      <dl>
        ${this.figure("mdi:download",this.say("downloads"),this.words.number(t.total),o===null?"":this.say("arrived",{share:this.words.percent(o)}))}
        ${this.figure("mdi:movie-search-outline",this.say("requests"),this.words.number(i.total),d?this.words.count("ready",d):"")}
        ${i.time_to_available===null?c:this.figure("mdi:timer-outline",this.say("until_ready"),this.words.duration(i.time_to_available),"")}
        ${r.calls?this.figure("mdi:creation-outline",this.say("ai_cost"),this.words.money(r.cost),this.words.count("calls",r.calls)):c}
      </dl>
    `}failures({recovery:e}){if(!e.failures)return c;let t=Object.keys(e.by_server).length>1?e.by_server:{};return a`
      ${Ls(this.say("over_time"),[{label:this.say("mended"),tone:"good"},{label:this.say("not_mended"),tone:"bad"}],this.say("from_day"),this.course)}
      ${qe(this.say("by_cause"),this.bars(e.by_cause,i=>this.causes[i]??i.replaceAll("_"," ")))}
      ${qe(this.say("by_indexer"),this.bars(e.by_indexer,i=>i))}
      ${qe(this.say("by_server"),this.bars(t,i=>i||this.say("server_gone")))}
    `}bars(e,t){let{first:i,others:r}=xi(e,rr),o=(d,l)=>({count:l,label:d,said:this.words.number(l)});return[...i.map(([d,l])=>o(t(d),l)),...r?[o(this.say("others"),r)]:[]]}};h([m()],M.prototype,"span",2),h([m()],M.prototype,"counted",2),h([m()],M.prototype,"course",2),h([m()],M.prototype,"causes",2),h([m()],M.prototype,"counting",2)});function Y(){return document.querySelector("home-assistant")?.hass?.locale?.language??(document.documentElement.lang||"en")}var Me=u(()=>{"use strict"});function Pi(){let n=z(Y()),s=(e,t)=>{let i=e[t];return i&&n.say(i)};return{assertConfig:e=>{for(let t of Object.keys(Ci))if(e[t]!==void 0&&typeof e[t]!="string")throw new Error(`${t}: a text is expected`)},computeHelper:({name:e})=>s(dr,e),computeLabel:({name:e})=>s(Ci,e),schema:[{name:"config_entry_id",selector:{config_entry:{integration:"autoarr"}}},{name:"title",selector:{text:{}}}]}}var Ci,dr,zi=u(()=>{"use strict";Me();ce();Ci={config_entry_id:"edit_stack",title:"edit_title"},dr={config_entry_id:"edit_stack_help",title:"edit_title_help"}});var Di,Mi,Oe,Oi=u(()=>{Di={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Mi=n=>(...s)=>({_$litDirective$:n,values:s}),Oe=class{constructor(s){}get _$AU(){return this._$AM._$AU}_$AT(s,e,t){this._$Ct=s,this._$AM=e,this._$Ci=t}_$AS(s,e){return this.update(s,e)}update(s,e){return this.render(...e)}}});var cr,ji,Ii,X,j,ur,Ni,Hi,je,Li=u(()=>{G();({I:cr}=jt),ji=n=>n,Ii=()=>document.createComment(""),X=(n,s,e)=>{let t=n._$AA.parentNode,i=s===void 0?n._$AB:s._$AA;if(e===void 0){let r=t.insertBefore(Ii(),i),o=t.insertBefore(Ii(),i);e=new cr(r,o,n,n.options)}else{let r=e._$AB.nextSibling,o=e._$AM,d=o!==n;if(d){let l;e._$AQ?.(n),e._$AM=n,e._$AP!==void 0&&(l=n._$AU)!==o._$AU&&e._$AP(l)}if(r!==i||d){let l=e._$AA;for(;l!==r;){let f=ji(l).nextSibling;ji(t).insertBefore(l,i),l=f}}}return e},j=(n,s,e=n)=>(n._$AI(s,e),n),ur={},Ni=(n,s=ur)=>n._$AH=s,Hi=n=>n._$AH,je=n=>{n._$AR(),n._$AA.remove()}});var Fi,vt,Wi=u(()=>{G();Oi();Li();Fi=(n,s,e)=>{let t=new Map;for(let i=s;i<=e;i++)t.set(n[i],i);return t},vt=Mi(class extends Oe{constructor(n){if(super(n),n.type!==Di.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,s,e){let t;e===void 0?e=s:s!==void 0&&(t=s);let i=[],r=[],o=0;for(let d of n)i[o]=t?t(d,o):o,r[o]=e(d,o),o++;return{values:r,keys:i}}render(n,s,e){return this.dt(n,s,e).values}update(n,[s,e,t]){let i=Hi(n),{values:r,keys:o}=this.dt(s,e,t);if(!Array.isArray(i))return this.ut=o,r;let d=this.ut??=[],l=[],f,g,p=0,y=i.length-1,v=0,b=r.length-1;for(;p<=y&&v<=b;)if(i[p]===null)p++;else if(i[y]===null)y--;else if(d[p]===o[v])l[v]=j(i[p],r[v]),p++,v++;else if(d[y]===o[b])l[b]=j(i[y],r[b]),y--,b--;else if(d[p]===o[b])l[b]=j(i[p],r[b]),X(n,l[b+1],i[p]),p++,b--;else if(d[y]===o[v])l[v]=j(i[y],r[v]),X(n,i[p],i[y]),y--,v++;else if(f===void 0&&(f=Fi(o,v,b),g=Fi(d,p,y)),f.has(d[p]))if(f.has(d[y])){let R=g.get(o[v]),Le=R!==void 0?i[R]:null;if(Le===null){let wt=X(n,i[p]);j(wt,r[v]),l[v]=wt}else l[v]=j(Le,r[v]),X(n,i[p],Le),i[R]=null;v++}else je(i[y]),y--;else je(i[p]),p++;for(;v<=b;){let R=X(n,l[b+1]);j(R,r[v]),l[v++]=R}for(;p<=y;){let R=i[p++];R!==null&&je(R)}return this.ut=o,Ni(n,l),E}})});var Ui=u(()=>{Wi()});function hr(n,s){return!s||n.some((e,t)=>e!==s[t])}function mr(n,s=_t){let e=[];for(let t=0;t<n.length;t+=s)e.push({n:e.length,items:n.slice(t,t+s)});return e}var _t,pr,S,Vi=u(()=>{"use strict";k();C();Ui();_t=25,pr=76;S=class extends ${constructor(){super(...arguments);this.items=[];this.row=()=>a``;this.label="";this.stamp=[];this.more=!1;this.near=new Set([0]);this.heights=new Map}createRenderRoot(){return this}connectedCallback(){super.connectedCallback(),this.tabIndex=0,!(typeof IntersectionObserver>"u")&&(this.watcher=new IntersectionObserver(e=>this.look(e),{root:this,rootMargin:"600px 0px"}),this.hasUpdated&&this.watch())}disconnectedCallback(){super.disconnectedCallback(),this.watcher?.disconnect(),this.watcher=void 0}render(){return a`
      <div role="list" aria-label=${this.label}>
        ${vt(mr(this.items),e=>e.n,e=>this.chunk(e))}
      </div>
      ${this.more?a`<div class="end" data-chunk="end"></div>`:c}
    `}chunk({n:e,items:t}){let i=this.near.has(e),r=this.heights.get(e)??t.length*pr;return a`
      <div role="none" data-chunk=${e} style=${i?"":`height:${r}px`}>
        ${i?vt(t,o=>o.id,this.item(e*_t)):c}
      </div>
    `}item(e){return(t,i)=>a`
      <div
        class="item"
        role="listitem"
        tabindex="-1"
        data-id=${t.id}
        aria-setsize=${this.items.length}
        aria-posinset=${e+i+1}
      >
        ${this.row(t)}
      </div>
    `}updated(e){let t=this.querySelector(".end");t&&e.has("items")&&this.watcher?.unobserve(t),this.watch()}async show(e){let t=this.items.findIndex(r=>r.id===e);if(t<0)return!1;this.near=new Set([...this.near,Math.floor(t/_t)]),await this.updateComplete;let i=matchMedia("(prefers-reduced-motion: reduce)").matches;return this.querySelector(`[data-id="${CSS.escape(e)}"]`)?.scrollIntoView({block:"nearest",behavior:i?"auto":"smooth"}),!0}watch(){for(let e of this.querySelectorAll("[data-chunk]"))this.watcher?.observe(e)}look(e){let t=new Set(this.near);for(let i of e){let r=i.target;if(r.dataset.chunk==="end"){i.isIntersecting&&this.dispatchEvent(new CustomEvent("more"));continue}if(!r.isConnected)continue;let o=Number(r.dataset.chunk);i.isIntersecting?t.add(o):t.delete(o)&&i.boundingClientRect.height&&this.heights.set(o,i.boundingClientRect.height)}(t.size!==this.near.size||[...t].some(i=>!this.near.has(i)))&&(this.near=t)}};h([x({attribute:!1})],S.prototype,"items",2),h([x({attribute:!1})],S.prototype,"row",2),h([x()],S.prototype,"label",2),h([x({attribute:!1,hasChanged:hr})],S.prototype,"stamp",2),h([x({type:Boolean})],S.prototype,"more",2),h([m()],S.prototype,"near",2)});function vr(n,s){let e=Bi.get(n);e||(e=new Map,Bi.set(n,e));let t=Date.now(),i=e.get(s);if(i&&t-i.at<fr)return i.address;let r=n.sendMessagePromise({type:"auth/sign_path",path:s,expires:Gi}).then(o=>o.path).catch(()=>(e.delete(s),null));return e.set(s,{address:r,at:t}),r}var gr,Gi,fr,Bi,O,Ji=u(()=>{"use strict";k();C();gr=/^\/api\/autoarr\/poster\/(movie|series)\/\d+$/,Gi=86400,fr=(Gi-3600)*1e3,Bi=new WeakMap;O=class extends ${constructor(){super(...arguments);this.path=null;this.kind=null;this.address=null;this.loaded=!1}static{this.styles=w`
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
  `}willUpdate(e){e.has("path")&&(this.address=null,this.loaded=!1,this.hass&&this.path&&gr.test(this.path)&&this.fetch(this.path))}async fetch(e){let t=await vr(this.hass.connection,e);e===this.path&&(this.address=t)}render(){return this.address?a`<img
      alt=""
      loading="lazy"
      decoding="async"
      class=${this.loaded?"loaded":""}
      src=${this.address}
      @load=${()=>{this.loaded=!0}}
      @error=${()=>{this.address=null}}
    />`:this.placeholder()}placeholder(){let e=this.kind==="series"?"mdi:television-classic":"mdi:movie-open-outline";return a`<ha-icon icon=${e} aria-hidden="true"></ha-icon>`}};h([x({attribute:!1})],O.prototype,"hass",2),h([x()],O.prototype,"path",2),h([x()],O.prototype,"kind",2),h([m()],O.prototype,"address",2),h([m()],O.prototype,"loaded",2)});function yr(n,s,e){let t=z(e.locale?.language),i=s?n.name:"AutoArr",r=s?n.id:"autoarr",o=t.say("servers");return[yt(i,r,Qi(n.id)),{...yt(s?`${n.name}: ${o}`:o,`${r}-servers`,rs(e,n.id).map(d=>wr(d,e))),icon:"mdi:server"}]}function yt(n,s,e){return{icon:"mdi:car-cruise-control",max_columns:3,path:s,sections:e,title:n,type:"sections"}}function Qi(n){return[Ie(n,["overview","request"]),Ie(n,["downloads","audit"]),Ie(n,["activity","statistics"])]}function Ie(n,s){return{cards:s.map(e=>({type:`custom:autoarr-${e}-card`,...n?{config_entry_id:n}:{},grid_options:{columns:"full"}})),type:"grid"}}function wr(n,s){let e=Object.values(s.entities).filter(t=>t.device_id===n.id&&!t.hidden&&!_r.has(t.entity_id.split(".")[0]??""));return{cards:[{heading:n.name_by_user||n.name,icon:"mdi:server",type:"heading"},...e.map(({entity_id:t})=>({entity:t,type:"tile"}))],type:"grid"}}function Ki(){return{description:z(Y()).say("strategy_description"),name:"AutoArr",strategyType:"dashboard",type:"autoarr"}}var _r,Ne,He,Zi=u(()=>{"use strict";Me();it();ce();_r=new Set(["button","update","event","todo"]),Ne=class extends HTMLElement{static async generate(s,e){let t=Q(e).filter(({id:r})=>!s.config_entry_id||r===s.config_entry_id);return{title:"AutoArr",views:t.length?t.flatMap(r=>yr(r,t.length>1,e)):[yt("AutoArr","autoarr",[Ie(s.config_entry_id,["overview"])])]}}static getCreateSuggestions(){return{icon:"mdi:car-cruise-control",title:"AutoArr"}}},He=class extends HTMLElement{static async generate(s,e){let t=s.config_entry_id??Q(e)[0]?.id;return{max_columns:3,sections:Qi(t),type:"sections"}}}});var kr={};function pe(n,s){customElements.get(n)||customElements.define(n,s)}var br,Yi,Xi=u(()=>{"use strict";Ns();Qs();di();pi();bi();Ei();zi();Me();Vi();Ji();Zi();ce();br={activity:A,audit:D,downloads:K,overview:ze,request:Z,statistics:M};pe("autoarr-list",S);pe("autoarr-poster",O);pe("ll-strategy-dashboard-autoarr",Ne);pe("ll-strategy-view-autoarr",He);window.customCards??=[];window.customStrategies??=[];Yi=z(Y());for(let[n,s]of Object.entries(br))Object.assign(s,{getConfigForm:Pi}),pe(`autoarr-${n}-card`,s),window.customCards.push({description:Yi.say(`${n}_description`),documentationURL:"https://github.com/autoarr/autoarr/blob/main/docs/dashboard.md",name:`AutoArr: ${Yi.say(`${n}_name`)}`,preview:!0,type:`autoarr-${n}-card`});window.customStrategies.push(Ki())});await Promise.race([customElements.whenDefined("home-assistant"),new Promise(n=>setTimeout(n,1e4))]);await Promise.resolve().then(()=>(Xi(),kr));
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
