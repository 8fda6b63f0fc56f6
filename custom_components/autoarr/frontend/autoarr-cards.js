var ks=Object.defineProperty;var xs=Object.getOwnPropertyDescriptor;var p=(r,s,e,t)=>{for(var i=t>1?void 0:t?xs(s,e):s,n=r.length-1,a;n>=0;n--)(a=r[n])&&(i=(t?a(s,e,i):a(i))||i);return t&&i&&ks(s,e,i),i};var ee=globalThis,te=ee.ShadowRoot&&(ee.ShadyCSS===void 0||ee.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,we=Symbol(),Be=new WeakMap,V=class{constructor(s,e,t){if(this._$cssResult$=!0,t!==we)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=s,this.t=e}get styleSheet(){let s=this.o,e=this.t;if(te&&s===void 0){let t=e!==void 0&&e.length===1;t&&(s=Be.get(e)),s===void 0&&((this.o=s=new CSSStyleSheet).replaceSync(this.cssText),t&&Be.set(e,s))}return s}toString(){return this.cssText}},Ge=r=>new V(typeof r=="string"?r:r+"",void 0,we),w=(r,...s)=>{let e=r.length===1?r[0]:s.reduce((t,i,n)=>t+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[n+1],r[0]);return new V(e,r,we)},Je=(r,s)=>{if(te)r.adoptedStyleSheets=s.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of s){let t=document.createElement("style"),i=ee.litNonce;i!==void 0&&t.setAttribute("nonce",i),t.textContent=e.cssText,r.appendChild(t)}},be=te?r=>r:r=>r instanceof CSSStyleSheet?(s=>{let e="";for(let t of s.cssRules)e+=t.cssText;return Ge(e)})(r):r;var{is:$s,defineProperty:As,getOwnPropertyDescriptor:Ss,getOwnPropertyNames:Rs,getOwnPropertySymbols:qs,getPrototypeOf:Ts}=Object,se=globalThis,Qe=se.trustedTypes,Es=Qe?Qe.emptyScript:"",Cs=se.reactiveElementPolyfillSupport,B=(r,s)=>r,G={toAttribute(r,s){switch(s){case Boolean:r=r?Es:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,s){let e=r;switch(s){case Boolean:e=r!==null;break;case Number:e=r===null?null:Number(r);break;case Object:case Array:try{e=JSON.parse(r)}catch{e=null}}return e}},ie=(r,s)=>!$s(r,s),Ke={attribute:!0,type:String,converter:G,reflect:!1,useDefault:!1,hasChanged:ie};Symbol.metadata??=Symbol("metadata"),se.litPropertyMetadata??=new WeakMap;var S=class extends HTMLElement{static addInitializer(s){this._$Ei(),(this.l??=[]).push(s)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(s,e=Ke){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(s)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(s,e),!e.noAccessor){let t=Symbol(),i=this.getPropertyDescriptor(s,t,e);i!==void 0&&As(this.prototype,s,i)}}static getPropertyDescriptor(s,e,t){let{get:i,set:n}=Ss(this.prototype,s)??{get(){return this[e]},set(a){this[e]=a}};return{get:i,set(a){let c=i?.call(this);n?.call(this,a),this.requestUpdate(s,c,t)},configurable:!0,enumerable:!0}}static getPropertyOptions(s){return this.elementProperties.get(s)??Ke}static _$Ei(){if(this.hasOwnProperty(B("elementProperties")))return;let s=Ts(this);s.finalize(),s.l!==void 0&&(this.l=[...s.l]),this.elementProperties=new Map(s.elementProperties)}static finalize(){if(this.hasOwnProperty(B("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(B("properties"))){let e=this.properties,t=[...Rs(e),...qs(e)];for(let i of t)this.createProperty(i,e[i])}let s=this[Symbol.metadata];if(s!==null){let e=litPropertyMetadata.get(s);if(e!==void 0)for(let[t,i]of e)this.elementProperties.set(t,i)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let i=this._$Eu(e,t);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(s){let e=[];if(Array.isArray(s)){let t=new Set(s.flat(1/0).reverse());for(let i of t)e.unshift(be(i))}else s!==void 0&&e.push(be(s));return e}static _$Eu(s,e){let t=e.attribute;return t===!1?void 0:typeof t=="string"?t:typeof s=="string"?s.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(s=>this.enableUpdating=s),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(s=>s(this))}addController(s){(this._$EO??=new Set).add(s),this.renderRoot!==void 0&&this.isConnected&&s.hostConnected?.()}removeController(s){this._$EO?.delete(s)}_$E_(){let s=new Map,e=this.constructor.elementProperties;for(let t of e.keys())this.hasOwnProperty(t)&&(s.set(t,this[t]),delete this[t]);s.size>0&&(this._$Ep=s)}createRenderRoot(){let s=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Je(s,this.constructor.elementStyles),s}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(s=>s.hostConnected?.())}enableUpdating(s){}disconnectedCallback(){this._$EO?.forEach(s=>s.hostDisconnected?.())}attributeChangedCallback(s,e,t){this._$AK(s,t)}_$ET(s,e){let t=this.constructor.elementProperties.get(s),i=this.constructor._$Eu(s,t);if(i!==void 0&&t.reflect===!0){let n=(t.converter?.toAttribute!==void 0?t.converter:G).toAttribute(e,t.type);this._$Em=s,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(s,e){let t=this.constructor,i=t._$Eh.get(s);if(i!==void 0&&this._$Em!==i){let n=t.getPropertyOptions(i),a=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:G;this._$Em=i;let c=a.fromAttribute(e,n.type);this[i]=c??this._$Ej?.get(i)??c,this._$Em=null}}requestUpdate(s,e,t,i=!1,n){if(s!==void 0){let a=this.constructor;if(i===!1&&(n=this[s]),t??=a.getPropertyOptions(s),!((t.hasChanged??ie)(n,e)||t.useDefault&&t.reflect&&n===this._$Ej?.get(s)&&!this.hasAttribute(a._$Eu(s,t))))return;this.C(s,e,t)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(s,e,{useDefault:t,reflect:i,wrapped:n},a){t&&!(this._$Ej??=new Map).has(s)&&(this._$Ej.set(s,a??e??this[s]),n!==!0||a!==void 0)||(this._$AL.has(s)||(this.hasUpdated||t||(e=void 0),this._$AL.set(s,e)),i===!0&&this._$Em!==s&&(this._$Eq??=new Set).add(s))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let s=this.scheduleUpdate();return s!=null&&await s,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let t=this.constructor.elementProperties;if(t.size>0)for(let[i,n]of t){let{wrapped:a}=n,c=this[i];a!==!0||this._$AL.has(i)||c===void 0||this.C(i,void 0,n,c)}}let s=!1,e=this._$AL;try{s=this.shouldUpdate(e),s?(this.willUpdate(e),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(e)):this._$EM()}catch(t){throw s=!1,this._$EM(),t}s&&this._$AE(e)}willUpdate(s){}_$AE(s){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(s)),this.updated(s)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(s){return!0}update(s){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(s){}firstUpdated(s){}};S.elementStyles=[],S.shadowRootOptions={mode:"open"},S[B("elementProperties")]=new Map,S[B("finalized")]=new Map,Cs?.({ReactiveElement:S}),(se.reactiveElementVersions??=[]).push("2.1.2");var xe=globalThis,Ze=r=>r,re=xe.trustedTypes,Ye=re?re.createPolicy("lit-html",{createHTML:r=>r}):void 0,$e="$lit$",R=`lit$${Math.random().toFixed(9).slice(2)}$`,Ae="?"+R,Ps=`<${Ae}>`,D=document,Q=()=>D.createComment(""),K=r=>r===null||typeof r!="object"&&typeof r!="function",Se=Array.isArray,rt=r=>Se(r)||typeof r?.[Symbol.iterator]=="function",ke=`[ 	
\f\r]`,J=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Xe=/-->/g,et=/>/g,P=RegExp(`>|${ke}(?:([^\\s"'>=/]+)(${ke}*=${ke}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),tt=/'/g,st=/"/g,nt=/^(?:script|style|textarea|title)$/i,Re=r=>(s,...e)=>({_$litType$:r,strings:s,values:e}),o=Re(1),at=Re(2),$i=Re(3),q=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),it=new WeakMap,z=D.createTreeWalker(D,129);function ot(r,s){if(!Se(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ye!==void 0?Ye.createHTML(s):s}var lt=(r,s)=>{let e=r.length-1,t=[],i,n=s===2?"<svg>":s===3?"<math>":"",a=J;for(let c=0;c<e;c++){let l=r[c],m,_,u=-1,f=0;for(;f<l.length&&(a.lastIndex=f,_=a.exec(l),_!==null);)f=a.lastIndex,a===J?_[1]==="!--"?a=Xe:_[1]!==void 0?a=et:_[2]!==void 0?(nt.test(_[2])&&(i=RegExp("</"+_[2],"g")),a=P):_[3]!==void 0&&(a=P):a===P?_[0]===">"?(a=i??J,u=-1):_[1]===void 0?u=-2:(u=a.lastIndex-_[2].length,m=_[1],a=_[3]===void 0?P:_[3]==='"'?st:tt):a===st||a===tt?a=P:a===Xe||a===et?a=J:(a=P,i=void 0);let h=a===P&&r[c+1].startsWith("/>")?" ":"";n+=a===J?l+Ps:u>=0?(t.push(m),l.slice(0,u)+$e+l.slice(u)+R+h):l+R+(u===-2?c:h)}return[ot(r,n+(r[e]||"<?>")+(s===2?"</svg>":s===3?"</math>":"")),t]},Z=class r{constructor({strings:s,_$litType$:e},t){let i;this.parts=[];let n=0,a=0,c=s.length-1,l=this.parts,[m,_]=lt(s,e);if(this.el=r.createElement(m,t),z.currentNode=this.el.content,e===2||e===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(i=z.nextNode())!==null&&l.length<c;){if(i.nodeType===1){if(i.hasAttributes())for(let u of i.getAttributeNames())if(u.endsWith($e)){let f=_[a++],h=i.getAttribute(u).split(R),y=/([.?@])?(.*)/.exec(f);l.push({type:1,index:n,name:y[2],strings:h,ctor:y[1]==="."?ae:y[1]==="?"?oe:y[1]==="@"?le:O}),i.removeAttribute(u)}else u.startsWith(R)&&(l.push({type:6,index:n}),i.removeAttribute(u));if(nt.test(i.tagName)){let u=i.textContent.split(R),f=u.length-1;if(f>0){i.textContent=re?re.emptyScript:"";for(let h=0;h<f;h++)i.append(u[h],Q()),z.nextNode(),l.push({type:2,index:++n});i.append(u[f],Q())}}}else if(i.nodeType===8)if(i.data===Ae)l.push({type:2,index:n});else{let u=-1;for(;(u=i.data.indexOf(R,u+1))!==-1;)l.push({type:7,index:n}),u+=R.length-1}n++}}static createElement(s,e){let t=D.createElement("template");return t.innerHTML=s,t}};function M(r,s,e=r,t){if(s===q)return s;let i=t!==void 0?e._$Co?.[t]:e._$Cl,n=K(s)?void 0:s._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(r),i._$AT(r,e,t)),t!==void 0?(e._$Co??=[])[t]=i:e._$Cl=i),i!==void 0&&(s=M(r,i._$AS(r,s.values),i,t)),s}var ne=class{constructor(s,e){this._$AV=[],this._$AN=void 0,this._$AD=s,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(s){let{el:{content:e},parts:t}=this._$AD,i=(s?.creationScope??D).importNode(e,!0);z.currentNode=i;let n=z.nextNode(),a=0,c=0,l=t[0];for(;l!==void 0;){if(a===l.index){let m;l.type===2?m=new H(n,n.nextSibling,this,s):l.type===1?m=new l.ctor(n,l.name,l.strings,this,s):l.type===6&&(m=new de(n,this,s)),this._$AV.push(m),l=t[++c]}a!==l?.index&&(n=z.nextNode(),a++)}return z.currentNode=D,i}p(s){let e=0;for(let t of this._$AV)t!==void 0&&(t.strings!==void 0?(t._$AI(s,t,e),e+=t.strings.length-2):t._$AI(s[e])),e++}},H=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(s,e,t,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=s,this._$AB=e,this._$AM=t,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let s=this._$AA.parentNode,e=this._$AM;return e!==void 0&&s?.nodeType===11&&(s=e.parentNode),s}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(s,e=this){s=M(this,s,e),K(s)?s===d||s==null||s===""?(this._$AH!==d&&this._$AR(),this._$AH=d):s!==this._$AH&&s!==q&&this._(s):s._$litType$!==void 0?this.$(s):s.nodeType!==void 0?this.T(s):rt(s)?this.k(s):this._(s)}O(s){return this._$AA.parentNode.insertBefore(s,this._$AB)}T(s){this._$AH!==s&&(this._$AR(),this._$AH=this.O(s))}_(s){this._$AH!==d&&K(this._$AH)?this._$AA.nextSibling.data=s:this.T(D.createTextNode(s)),this._$AH=s}$(s){let{values:e,_$litType$:t}=s,i=typeof t=="number"?this._$AC(s):(t.el===void 0&&(t.el=Z.createElement(ot(t.h,t.h[0]),this.options)),t);if(this._$AH?._$AD===i)this._$AH.p(e);else{let n=new ne(i,this),a=n.u(this.options);n.p(e),this.T(a),this._$AH=n}}_$AC(s){let e=it.get(s.strings);return e===void 0&&it.set(s.strings,e=new Z(s)),e}k(s){Se(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,t,i=0;for(let n of s)i===e.length?e.push(t=new r(this.O(Q()),this.O(Q()),this,this.options)):t=e[i],t._$AI(n),i++;i<e.length&&(this._$AR(t&&t._$AB.nextSibling,i),e.length=i)}_$AR(s=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);s!==this._$AB;){let t=Ze(s).nextSibling;Ze(s).remove(),s=t}}setConnected(s){this._$AM===void 0&&(this._$Cv=s,this._$AP?.(s))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(s,e,t,i,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=s,this.name=e,this._$AM=i,this.options=n,t.length>2||t[0]!==""||t[1]!==""?(this._$AH=Array(t.length-1).fill(new String),this.strings=t):this._$AH=d}_$AI(s,e=this,t,i){let n=this.strings,a=!1;if(n===void 0)s=M(this,s,e,0),a=!K(s)||s!==this._$AH&&s!==q,a&&(this._$AH=s);else{let c=s,l,m;for(s=n[0],l=0;l<n.length-1;l++)m=M(this,c[t+l],e,l),m===q&&(m=this._$AH[l]),a||=!K(m)||m!==this._$AH[l],m===d?s=d:s!==d&&(s+=(m??"")+n[l+1]),this._$AH[l]=m}a&&!i&&this.j(s)}j(s){s===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,s??"")}},ae=class extends O{constructor(){super(...arguments),this.type=3}j(s){this.element[this.name]=s===d?void 0:s}},oe=class extends O{constructor(){super(...arguments),this.type=4}j(s){this.element.toggleAttribute(this.name,!!s&&s!==d)}},le=class extends O{constructor(s,e,t,i,n){super(s,e,t,i,n),this.type=5}_$AI(s,e=this){if((s=M(this,s,e,0)??d)===q)return;let t=this._$AH,i=s===d&&t!==d||s.capture!==t.capture||s.once!==t.once||s.passive!==t.passive,n=s!==d&&(t===d||i);i&&this.element.removeEventListener(this.name,this,t),n&&this.element.addEventListener(this.name,this,s),this._$AH=s}handleEvent(s){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,s):this._$AH.handleEvent(s)}},de=class{constructor(s,e,t){this.element=s,this.type=6,this._$AN=void 0,this._$AM=e,this.options=t}get _$AU(){return this._$AM._$AU}_$AI(s){M(this,s)}},dt={M:$e,P:R,A:Ae,C:1,L:lt,R:ne,D:rt,V:M,I:H,H:O,N:oe,U:le,B:ae,F:de},zs=xe.litHtmlPolyfillSupport;zs?.(Z,H),(xe.litHtmlVersions??=[]).push("3.3.3");var ct=(r,s,e)=>{let t=e?.renderBefore??s,i=t._$litPart$;if(i===void 0){let n=e?.renderBefore??null;t._$litPart$=i=new H(s.insertBefore(Q(),n),n,void 0,e??{})}return i._$AI(r),i};var qe=globalThis,k=class extends S{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let s=super.createRenderRoot();return this.renderOptions.renderBefore??=s.firstChild,s}update(s){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(s),this._$Do=ct(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return q}};k._$litElement$=!0,k.finalized=!0,qe.litElementHydrateSupport?.({LitElement:k});var Ds=qe.litElementPolyfillSupport;Ds?.({LitElement:k});(qe.litElementVersions??=[]).push("4.2.2");var Ms={attribute:!0,type:String,converter:G,reflect:!1,hasChanged:ie},Os=(r=Ms,s,e)=>{let{kind:t,metadata:i}=e,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),t==="setter"&&((r=Object.create(r)).wrapped=!0),n.set(e.name,r),t==="accessor"){let{name:a}=e;return{set(c){let l=s.get.call(this);s.set.call(this,c),this.requestUpdate(a,l,r,!0,c)},init(c){return c!==void 0&&this.C(a,void 0,r,c),c}}}if(t==="setter"){let{name:a}=e;return function(c){let l=this[a];s.call(this,c),this.requestUpdate(a,l,r,!0,c)}}throw Error("Unsupported decorator location: "+t)};function x(r){return(s,e)=>typeof e=="object"?Os(r,s,e):((t,i,n)=>{let a=i.hasOwnProperty(n);return i.constructor.createProperty(n,t),a?Object.getOwnPropertyDescriptor(i,n):void 0})(r,s,e)}function g(r){return x({...r,state:!0,attribute:!1})}var I=(r,s,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof s!="object"&&Object.defineProperty(r,s,e),e);function ut(r,s){return(e,t,i)=>{let n=a=>a.renderRoot?.querySelector(r)??null;if(s){let{get:a,set:c}=typeof t=="object"?e:i??(()=>{let l=Symbol();return{get(){return this[l]},set(m){this[l]=m}}})();return I(e,t,{get(){let l=a.call(this);return l===void 0&&(l=n(this),(l!==null||this.hasUpdated)&&c.call(this,l)),l}})}return I(e,t,{get(){return n(this)}})}}function Is(r){let{type:s,topic:e,rows:t,changed:i,removed:n,overview:a,...c}=r,l={...c,...a};return{kind:s,changed:t??i??[],removed:n??[],...Object.keys(l).length?{whole:l}:{}}}async function pt(r,s,e,t){return r.subscribeMessage(i=>t(Is(i)),{type:"autoarr/subscribe",topics:[s],...e?{config_entry_id:e}:{}})}async function Te(r,s,e,t,i){let n=await r.sendMessagePromise({type:"autoarr/activity/list",...s?{config_entry_id:s}:{},...e,limit:t,offset:i});return{items:n.activity,total:n.total}}async function ht(r){return(await r.sendMessagePromise({type:"autoarr/cards/version"})).version}async function mt(r,s,e){let{response:t}=await r.callService("autoarr",s,e,void 0,!1,!0);return t}function gt(r){return r&&/^(https?:\/\/|\/(?!\/))/.test(r)?r:null}function N(r){return r&&typeof r=="object"?r:typeof r=="string"?{message:r}:{}}var ft=[2,5,10,30],Ns=5e3,vt=new WeakMap,Ee=class{constructor(s,e,t,i){this.connection=s;this.topic=e;this.stack=t;this.forget=i;this.state="connecting";this.refusal=null;this.items=new Map;this.whole=null;this.listeners=new Set;this.stop=null;this.refusals=0;this.round=0;this.onLost=()=>{this.state="lost",this.tell()};this.onReady=()=>{this.stop||(clearTimeout(this.timer),this.open())}}listen(s){return this.listeners.add(s),this.listeners.size===1&&(clearTimeout(this.timer),this.stop||this.open()),()=>{this.listeners.delete(s),this.listeners.size||(clearTimeout(this.timer),this.timer=setTimeout(()=>this.close(),Ns))}}async open(){this.round+=1;let s=this.round;this.connection.addEventListener("disconnected",this.onLost),this.connection.addEventListener("ready",this.onReady);try{let e=await pt(this.connection,this.topic,this.stack,t=>{s===this.round&&this.take(t)});s===this.round?this.stop=e:e().catch(()=>{})}catch(e){s===this.round&&this.refuse(N(e))}}take({kind:s,whole:e,changed:t,removed:i}){if(this.refusals=0,this.refusal=null,s==="unloaded"||s==="removed"){this.state=s,this.tell();return}this.state="live";let n=s==="snapshot";e&&(this.whole=n?e:{...this.whole,...e});let a=n?new Map:this.items;for(let c of i)a.delete(c);for(let c of t)a.set(c.id,c);this.items=a,this.tell()}refuse(s){this.state=this.connection.connected?"refused":"lost",this.refusal=s;let e=ft[Math.min(this.refusals,ft.length-1)]??30;this.refusals+=1,clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open()},e*1e3),this.tell()}async release(){this.round+=1,clearTimeout(this.timer),this.connection.removeEventListener("disconnected",this.onLost),this.connection.removeEventListener("ready",this.onReady);let s=this.stop;this.stop=null,await s?.().catch(()=>{})}close(){this.forget(),this.release()}tell(){for(let s of this.listeners)s()}};function _t(r,s,e){let t=vt.get(r);t||(t=new Map,vt.set(r,t));let i=`${e??""} ${s}`,n=t.get(i);return n||(n=new Ee(r,s,e,()=>t.delete(i)),t.set(i,n)),n}var ce=class{constructor(s){this.host=s;this.stops=new Map;this.feeds=[];this.connected=!1;s.addController(this)}to(s){if(this.feeds=s,!!this.connected){for(let[e,t]of this.stops)s.includes(e)||(t(),this.stops.delete(e));for(let e of s)this.stops.has(e)||this.stops.set(e,e.listen(()=>this.host.requestUpdate()))}}hostConnected(){this.connected=!0,this.to(this.feeds)}hostDisconnected(){this.connected=!1;for(let s of this.stops.values())s();this.stops.clear()}};function L(r){return Object.values(r.devices??{}).filter(s=>Ce(s)).map(s=>({id:Ce(s),name:s.name_by_user||s.name||"AutoArr"})).sort((s,e)=>s.name.localeCompare(e.name))}function Ce(r){return r.identifiers.find(([s,e])=>s==="autoarr"&&r.config_entries.includes(e))?.[1]}function yt(r,s){return Object.values(r.devices??{}).filter(e=>e.config_entries.includes(s)&&e.identifiers.some(([t])=>t==="autoarr")&&!Ce(e)).sort((e,t)=>(e.name??"").localeCompare(t.name??""))}var wt=w`
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
    background: var(--secondary-background-color, transparent);
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
`;var bt={overview:"Überblick",downloads:"Downloads",requests:"Wünsche",activity:"Aktivität",audit:"Einstellungsprüfung",servers:"Server",findings:"Befunde",loading:"Wird geladen …",just_now:"gerade eben",connection_lost:"Die Verbindung zu Home Assistant ist weg. So war es zuletzt.",outdated:"AutoArr wurde aktualisiert. Die Seite wird neu geladen.",reload:"Neu laden",stack_gone:"Diesen Verbund gibt es nicht mehr. Wähle in den Einstellungen der Karte einen anderen.",no_stack:"AutoArr ist noch nicht eingerichtet. Füge es unter Einstellungen, Geräte & Dienste hinzu.",stack_stopped:"AutoArr läuft gerade nicht. Diese Karte macht von selbst weiter, sobald es wieder da ist.",not_allowed:"Das darfst du nicht. Frage einen Administrator.",not_supported:"Das installierte AutoArr kann das noch nicht. Starte Home Assistant neu, wenn du gerade aktualisiert hast.",unknown_error:"Etwas ist schiefgegangen. Das Protokoll von Home Assistant sagt mehr.",cancel:"Abbrechen",filter:"Filter",nothing_here:"Hier ist nichts.",all_well:"Alles in Ordnung",needs_you:"Das braucht dich",being_mended_one:"{count} Download wird gerade gerettet",being_mended_other:"{count} Downloads werden gerade gerettet",mended_one:"bisher {count} gerettet",mended_other:"bisher {count} gerettet",mended_rate:"{rate} Erfolg",left:"noch {left}",speed:"Tempo",paused:"Pausiert",disk_free:"Freier Platz",connected:"Verbunden",away:"Antwortet nicht",streams_one:"{count} Wiedergabe läuft",streams_other:"{count} Wiedergaben laufen","waiting.servers_away_one":"Server antwortet nicht","waiting.servers_away_other":"Server antworten nicht","waiting.store_one":"Datenbank lässt sich nicht schreiben: solange wird nichts gerettet","waiting.store_other":"Datenbanken lassen sich nicht schreiben: solange wird nichts gerettet","waiting.environment_one":"Download wartet auf das System: Platte, Anbieter oder Netz","waiting.environment_other":"Downloads warten auf das System: Platte, Anbieter oder Netz","waiting.given_up_one":"Download war nicht zu retten","waiting.given_up_other":"Downloads waren nicht zu retten","waiting.asking_one":"Download fragt, was zu tun ist","waiting.asking_other":"Downloads fragen, was zu tun ist","waiting.servers_held_one":"Server bleibt unberührt: dort scheint ein anderes Werkzeug aktiv","waiting.servers_held_other":"Server bleiben unberührt: dort scheint ein anderes Werkzeug aktiv","waiting.questions_one":"Wunsch hat eine Rückfrage","waiting.questions_other":"Wünsche haben Rückfragen","waiting.approvals_one":"Wunsch wartet auf Zustimmung","waiting.approvals_other":"Wünsche warten auf Zustimmung","mode.observe":"Beobachtet nur","mode.ask":"Fragt vorher","mode.automatic":"Rettet von selbst","show.all":"Alle","show.trouble":"Probleme","show.running":"Laufend",no_downloads:"Nichts wird geladen, und nichts ist gescheitert.",progress_of:"Fortschritt von {title}","status.queued":"In der Warteschlange","status.downloading":"Wird geladen","status.paused":"Pausiert","status.verifying":"Wird geprüft","status.extracting":"Wird entpackt","status.importing":"Wird importiert","status.import_blocked":"Import braucht Hilfe","status.stalled":"Steht still","status.failed":"Gescheitert","status.completed":"Fertig","failure_state.new":"Gerade gescheitert","failure_state.waiting":"Wartet","failure_state.asking":"Fragt dich","failure_state.recovering":"Wird gerettet","failure_state.recovered":"Gerettet","failure_state.given_up":"Aufgegeben","failure_state.dismissed":"Ignoriert","blames.release":"Schuld ist das Release","blames.system":"Schuld ist das System","blames.nobody":"Niemand ist schuld","step.none":"Nichts","step.wait":"Warten","step.refresh":"Titel auffrischen","step.retry_same":"Dasselbe Release noch einmal","step.regrab":"Dasselbe Release neu holen","step.blocklist_search":"Ein anderes Release suchen","step.lower_quality":"Geringere Qualität zulassen","step.remove":"Entfernen","step.import":"Importieren","step.pause_client":"Downloads pausieren","step.ask":"Dich fragen","step.alert":"Dir Bescheid geben","step.give_up":"Aufgeben",next:"Als Nächstes: {step}",next_at:"Als Nächstes, {when}: {step}",attempt:"Versuch {n}",why:"Warum?",less:"Weniger",story:"Verlauf",retry:"Noch einmal",retry_ask:"Jetzt noch einmal versuchen?",retry_yes:"Ja, noch einmal",other_release:"Anderes Release",other_release_ask:"Dieses Release sperren und ein anderes suchen?",other_release_yes:"Ja, suchen",ignore:"Ignorieren",ignore_ask:"Diesen Fehlschlag so lassen?",ignore_yes:"Ja, ignorieren",ask_label:"Was möchtest du sehen?",ask_placeholder:"Ein Film oder eine Serie …",listening:"Ich höre zu …",dictate:"Diktieren",not_heard:"Ich konnte dich nicht hören. Erlaube das Mikrofon oder tippe.",send:"Wünschen",no_requests:"Noch nichts gewünscht. Sag, was du sehen möchtest.",which_one:"Welcher Titel ist gemeint?",movie:"Film",series:"Serie",in_library:"in der Bibliothek",seasons_one:"Staffel {list}",seasons_other:"Staffeln {list}",approve:"Zustimmen",decline:"Ablehnen",decline_ask:"Diesen Wunsch ablehnen?",confirm:"Ja, bitte",cancel_request:"Zurückziehen",cancel_ask:"Diesen Wunsch zurückziehen? Gelöscht wird nichts.",cancel_yes:"Ja, zurückziehen","request_status.ambiguous":"Welcher?","request_status.awaiting_confirmation":"Soll ich?","request_status.awaiting_approval":"Wartet auf Zustimmung","request_status.approved":"Angenommen","request_status.searching":"Wird gesucht","request_status.waiting_for_release":"Noch nicht erschienen","request_status.downloading":"Wird geladen","request_status.importing":"Gleich fertig","request_status.partially_available":"Teilweise da","request_status.available":"Bereit zum Ansehen","request_status.monitoring":"Wird ab jetzt verfolgt","request_status.failed":"Hat nicht geklappt","request_status.declined":"Abgelehnt","request_status.cancelled":"Zurückgezogen",search:"Suchen",severity:"Schwere",everything:"Alles","severity.info":"Information","severity.success":"Erfolg","severity.warning":"Warnungen","severity.error":"Fehler","kind.download":"Downloads","kind.recovery":"Rettung","kind.request":"Wünsche","kind.audit":"Einstellungen","kind.server":"Server","kind.ai":"KI","kind.user":"Personen",nothing_happened:"So etwas ist nicht passiert.",no_story:"Darüber steht nichts mehr in der Aktivität.",steps_one:"{count} Schritt",steps_other:"{count} Schritte",open_findings_one:"{count} Sache könnte besser sein",open_findings_other:"{count} Sachen könnten besser sein",no_findings:"Es wurde nichts zu verbessern gefunden.",run_audit:"Jetzt prüfen",auditing:"Wird geprüft …",score_of:"{score} von 100 Punkten","finding.critical":"Kritisch","finding.high":"Hoch","finding.medium":"Mittel","finding.low":"Gering","finding.info":"Hinweis",fixable:"AutoArr kann es beheben",current:"Jetzt",recommended:"Besser",how:"So geht es",risk:"Risiko","risk.none":"Keines","risk.low":"Gering","risk.medium":"Mittel","risk.high":"Hoch",managed_by:"Verwaltet von",restarts:"Die App muss neu starten, bevor es gilt.",diff:"Was sich ändern würde",before:"Vorher:",after:"Nachher:",preview:"Vorschau",apply:"Anwenden",apply_ask:"Diese Einstellung jetzt ändern? Es lässt sich zurücknehmen.",applied:"Angewendet",undo:"Zurücknehmen",undo_ask:"Die Einstellung zurücksetzen?",undone:"Wieder wie vorher",dismiss_ask:"Diesen Rat künftig ausblenden?",ask_administrator:"Ein Administrator kann das ändern.",edit_stack:"Verbund",edit_stack_help:"Welche Server gezeigt werden; ohne Wahl der erste Verbund.",edit_title:"Titel",edit_title_help:"Statt des Namens der Karte.",overview_name:"Überblick",overview_description:"Befinden, Server, Tempo, Platz und was dich braucht.",downloads_name:"Downloads",downloads_description:"Was geladen wird, was scheiterte und warum, und der Ausweg.",request_name:"Wünsche",request_description:"Einen Film oder eine Serie wünschen und sehen, wie weit es ist.",activity_name:"Aktivität",activity_description:"Was geschah, als Geschichten erzählt.",audit_name:"Einstellungsprüfung",audit_description:"Wie gut die Server eingestellt sind, und es verbessern.",strategy_description:"Eine ganze Seite für Filme und Serien, die sich selbst baut."};var Y={overview:"Overview",downloads:"Downloads",requests:"Requests",activity:"Activity",audit:"Settings audit",servers:"Servers",findings:"Findings",loading:"Loading…",just_now:"just now",connection_lost:"The connection to Home Assistant is lost. This is how things were last.",outdated:"AutoArr was updated. This page loads again.",reload:"Reload",stack_gone:"This stack does not exist any more. Choose another one in the card’s settings.",no_stack:"AutoArr is not set up yet. Add it under Settings, Devices & services.",stack_stopped:"AutoArr is not running at the moment. This card goes on by itself when it is back.",not_allowed:"You may not do this. Ask an administrator.",not_supported:"The installed AutoArr cannot do this yet. Restart Home Assistant if you just updated.",unknown_error:"Something went wrong. The log of Home Assistant says more.",cancel:"Cancel",filter:"Filter",nothing_here:"Nothing here.",all_well:"All is well",needs_you:"This needs you",being_mended_one:"{count} download is being mended",being_mended_other:"{count} downloads are being mended",mended_one:"{count} mended so far",mended_other:"{count} mended so far",mended_rate:"{rate} success",left:"{left} left",speed:"Speed",paused:"Paused",disk_free:"Free space",connected:"Connected",away:"Does not answer",streams_one:"{count} person is watching",streams_other:"{count} people are watching","waiting.servers_away_one":"server does not answer","waiting.servers_away_other":"servers do not answer","waiting.store_one":"database cannot be written: nothing is mended until it can","waiting.store_other":"databases cannot be written: nothing is mended until they can","waiting.environment_one":"download waits for the system: disk, provider or network","waiting.environment_other":"downloads wait for the system: disk, provider or network","waiting.given_up_one":"download could not be mended","waiting.given_up_other":"downloads could not be mended","waiting.asking_one":"download asks what to do","waiting.asking_other":"downloads ask what to do","waiting.servers_held_one":"server is left alone: another tool seems active there","waiting.servers_held_other":"servers are left alone: another tool seems active there","waiting.questions_one":"request has a question","waiting.questions_other":"requests have a question","waiting.approvals_one":"request waits for approval","waiting.approvals_other":"requests wait for approval","mode.observe":"Observes only","mode.ask":"Asks first","mode.automatic":"Mends by itself","show.all":"All","show.trouble":"Trouble","show.running":"Running",no_downloads:"Nothing is being downloaded, and nothing failed.",progress_of:"Progress of {title}","status.queued":"Queued","status.downloading":"Downloading","status.paused":"Paused","status.verifying":"Verifying","status.extracting":"Unpacking","status.importing":"Importing","status.import_blocked":"Import needs a hand","status.stalled":"Stalled","status.failed":"Failed","status.completed":"Completed","failure_state.new":"Just failed","failure_state.waiting":"Waiting","failure_state.asking":"Asks you","failure_state.recovering":"Being mended","failure_state.recovered":"Mended","failure_state.given_up":"Given up","failure_state.dismissed":"Ignored","blames.release":"The release is to blame","blames.system":"The system is to blame","blames.nobody":"Nobody is to blame","step.none":"Nothing","step.wait":"Wait","step.refresh":"Refresh the titles","step.retry_same":"Try the same release again","step.regrab":"Get the same release again","step.blocklist_search":"Look for another release","step.lower_quality":"Accept a lower quality","step.remove":"Remove","step.import":"Import","step.pause_client":"Pause the downloads","step.ask":"Ask you","step.alert":"Tell you","step.give_up":"Give up",next:"Next: {step}",next_at:"Next, {when}: {step}",attempt:"Attempt {n}",why:"Why?",less:"Less",story:"Story",retry:"Retry",retry_ask:"Try again now?",retry_yes:"Yes, retry",other_release:"Other release",other_release_ask:"Block this release and look for another?",other_release_yes:"Yes, look",ignore:"Ignore",ignore_ask:"Leave this failure as it is?",ignore_yes:"Yes, ignore",ask_label:"What would you like to watch?",ask_placeholder:"A film or series…",listening:"Listening…",dictate:"Dictate",not_heard:"I could not hear you. Allow the microphone, or type.",send:"Request",no_requests:"Nothing was requested yet. Say what you would like to watch.",which_one:"Which one is meant?",movie:"film",series:"series",in_library:"in the library",seasons_one:"Season {list}",seasons_other:"Seasons {list}",approve:"Approve",decline:"Decline",decline_ask:"Decline this request?",confirm:"Yes, do it",cancel_request:"Cancel",cancel_ask:"Cancel this request? Nothing is removed.",cancel_yes:"Yes, cancel it","request_status.ambiguous":"Which one?","request_status.awaiting_confirmation":"Shall I?","request_status.awaiting_approval":"Waits for approval","request_status.approved":"Approved","request_status.searching":"Searching","request_status.waiting_for_release":"Not out yet","request_status.downloading":"Downloading","request_status.importing":"Almost there","request_status.partially_available":"Partly ready","request_status.available":"Ready to watch","request_status.monitoring":"Followed from now on","request_status.failed":"Did not work","request_status.declined":"Declined","request_status.cancelled":"Cancelled",search:"Search",severity:"Severity",everything:"Everything","severity.info":"Information","severity.success":"Success","severity.warning":"Warnings","severity.error":"Errors","kind.download":"Downloads","kind.recovery":"Mending","kind.request":"Requests","kind.audit":"Settings","kind.server":"Servers","kind.ai":"AI","kind.user":"People",nothing_happened:"Nothing like that happened.",no_story:"There is nothing about it in the activity any more.",steps_one:"{count} step",steps_other:"{count} steps",open_findings_one:"{count} thing could be better",open_findings_other:"{count} things could be better",no_findings:"Nothing to improve was found.",run_audit:"Check now",auditing:"Checking…",score_of:"Score {score} of 100","finding.critical":"Critical","finding.high":"High","finding.medium":"Medium","finding.low":"Low","finding.info":"Hint",fixable:"AutoArr can fix it",current:"Now",recommended:"Better",how:"How",risk:"Risk","risk.none":"None","risk.low":"Low","risk.medium":"Medium","risk.high":"High",managed_by:"Managed by",restarts:"The app has to restart before it counts.",diff:"What would change",before:"Before:",after:"After:",preview:"Preview",apply:"Apply",apply_ask:"Change this setting now? It can be undone.",applied:"Applied",undo:"Undo",undo_ask:"Put the setting back as it was?",undone:"Put back as it was",dismiss_ask:"Hide this advice from now on?",ask_administrator:"An administrator can change this.",edit_stack:"Stack",edit_stack_help:"Which servers to show; the first stack if none is chosen.",edit_title:"Title",edit_title_help:"Instead of the card’s own name.",overview_name:"Overview",overview_description:"Health, servers, speed, disk, and what needs you.",downloads_name:"Downloads",downloads_description:"What is being downloaded, what failed and why, and the way out.",request_name:"Requests",request_description:"Ask for a film or series, and see how far it is.",activity_name:"Activity",activity_description:"What happened, told as stories.",audit_name:"Settings audit",audit_description:"How well the servers are set up, and mending it.",strategy_description:"A whole page for films and series, built by itself."};var kt={overview:"Resumen",downloads:"Descargas",requests:"Peticiones",activity:"Actividad",audit:"Auditoría de ajustes",servers:"Servidores",findings:"Hallazgos",loading:"Cargando…",just_now:"ahora mismo",connection_lost:"Se perdió la conexión con Home Assistant. Este es el último estado conocido.",outdated:"AutoArr se ha actualizado. La página se recarga.",reload:"Recargar",stack_gone:"Este conjunto ya no existe. Elige otro en los ajustes de la tarjeta.",no_stack:"AutoArr aún no está configurado. Añádelo en Ajustes, Dispositivos y servicios.",stack_stopped:"AutoArr no está en marcha ahora. Esta tarjeta seguirá por sí sola cuando vuelva.",not_allowed:"No tienes permiso. Pregunta a un administrador.",not_supported:"El AutoArr instalado aún no puede hacerlo. Reinicia Home Assistant si acabas de actualizar.",unknown_error:"Algo ha fallado. El registro de Home Assistant dice más.",cancel:"Cancelar",filter:"Filtrar",nothing_here:"No hay nada aquí.",all_well:"Todo va bien",needs_you:"Esto te necesita",being_mended_one:"{count} descarga en reparación",being_mended_other:"{count} descargas en reparación",mended_one:"{count} reparada hasta ahora",mended_other:"{count} reparadas hasta ahora",mended_rate:"{rate} de éxito",left:"faltan {left}",speed:"Velocidad",paused:"En pausa",disk_free:"Espacio libre",connected:"Conectado",away:"No responde",streams_one:"{count} reproducción en curso",streams_other:"{count} reproducciones en curso","waiting.servers_away_one":"servidor no responde","waiting.servers_away_other":"servidores no responden","waiting.store_one":"base de datos no se puede escribir: nada se repara hasta entonces","waiting.store_other":"bases de datos no se pueden escribir: nada se repara hasta entonces","waiting.environment_one":"descarga espera al sistema: disco, proveedor o red","waiting.environment_other":"descargas esperan al sistema: disco, proveedor o red","waiting.given_up_one":"descarga no se pudo reparar","waiting.given_up_other":"descargas no se pudieron reparar","waiting.asking_one":"descarga pregunta qué hacer","waiting.asking_other":"descargas preguntan qué hacer","waiting.servers_held_one":"servidor no se toca: otra herramienta parece activa allí","waiting.servers_held_other":"servidores no se tocan: otra herramienta parece activa allí","waiting.questions_one":"petición tiene una pregunta","waiting.questions_other":"peticiones tienen preguntas","waiting.approvals_one":"petición espera aprobación","waiting.approvals_other":"peticiones esperan aprobación","mode.observe":"Solo observa","mode.ask":"Pregunta antes","mode.automatic":"Repara por sí solo","show.all":"Todas","show.trouble":"Problemas","show.running":"En curso",no_downloads:"No hay descargas en curso ni fallos.",progress_of:"Progreso de {title}","status.queued":"En cola","status.downloading":"Descargando","status.paused":"En pausa","status.verifying":"Verificando","status.extracting":"Descomprimiendo","status.importing":"Importando","status.import_blocked":"La importación necesita ayuda","status.stalled":"Parado","status.failed":"Fallido","status.completed":"Completado","failure_state.new":"Acaba de fallar","failure_state.waiting":"En espera","failure_state.asking":"Te pregunta","failure_state.recovering":"En reparación","failure_state.recovered":"Reparado","failure_state.given_up":"Abandonado","failure_state.dismissed":"Ignorado","blames.release":"La culpa es de la publicación","blames.system":"La culpa es del sistema","blames.nobody":"Nadie tiene la culpa","step.none":"Nada","step.wait":"Esperar","step.refresh":"Actualizar los títulos","step.retry_same":"Reintentar la misma publicación","step.regrab":"Volver a obtener la misma publicación","step.blocklist_search":"Buscar otra publicación","step.lower_quality":"Aceptar una calidad menor","step.remove":"Quitar","step.import":"Importar","step.pause_client":"Pausar las descargas","step.ask":"Preguntarte","step.alert":"Avisarte","step.give_up":"Abandonar",next:"Siguiente: {step}",next_at:"Siguiente, {when}: {step}",attempt:"Intento {n}",why:"¿Por qué?",less:"Menos",story:"Historia",retry:"Reintentar",retry_ask:"¿Reintentar ahora?",retry_yes:"Sí, reintentar",other_release:"Otra publicación",other_release_ask:"¿Bloquear esta publicación y buscar otra?",other_release_yes:"Sí, buscar",ignore:"Ignorar",ignore_ask:"¿Dejar este fallo como está?",ignore_yes:"Sí, ignorar",ask_label:"¿Qué te gustaría ver?",ask_placeholder:"Una película o serie…",listening:"Escuchando…",dictate:"Dictar",not_heard:"No te he oído. Permite el micrófono o escribe.",send:"Pedir",no_requests:"Aún no se ha pedido nada. Di qué te gustaría ver.",which_one:"¿Cuál quieres?",movie:"película",series:"serie",in_library:"en la biblioteca",seasons_one:"Temporada {list}",seasons_other:"Temporadas {list}",approve:"Aprobar",decline:"Rechazar",decline_ask:"¿Rechazar esta petición?",confirm:"Sí, adelante",cancel_request:"Cancelar",cancel_ask:"¿Cancelar esta petición? No se borra nada.",cancel_yes:"Sí, cancelar","request_status.ambiguous":"¿Cuál?","request_status.awaiting_confirmation":"¿Lo hago?","request_status.awaiting_approval":"Espera aprobación","request_status.approved":"Aprobada","request_status.searching":"Buscando","request_status.waiting_for_release":"Aún no ha salido","request_status.downloading":"Descargando","request_status.importing":"Casi listo","request_status.partially_available":"Listo en parte","request_status.available":"Listo para ver","request_status.monitoring":"En seguimiento","request_status.failed":"No funcionó","request_status.declined":"Rechazada","request_status.cancelled":"Cancelada",search:"Buscar",severity:"Gravedad",everything:"Todo","severity.info":"Información","severity.success":"Éxito","severity.warning":"Avisos","severity.error":"Errores","kind.download":"Descargas","kind.recovery":"Reparación","kind.request":"Peticiones","kind.audit":"Ajustes","kind.server":"Servidores","kind.ai":"IA","kind.user":"Personas",nothing_happened:"No ha pasado nada así.",no_story:"La actividad ya no guarda nada sobre ello.",steps_one:"{count} paso",steps_other:"{count} pasos",open_findings_one:"{count} cosa puede mejorar",open_findings_other:"{count} cosas pueden mejorar",no_findings:"No hay nada que mejorar.",run_audit:"Comprobar ahora",auditing:"Comprobando…",score_of:"Puntuación: {score} de 100","finding.critical":"Crítico","finding.high":"Alto","finding.medium":"Medio","finding.low":"Bajo","finding.info":"Consejo",fixable:"AutoArr puede corregirlo",current:"Ahora",recommended:"Mejor",how:"Cómo",risk:"Riesgo","risk.none":"Ninguno","risk.low":"Bajo","risk.medium":"Medio","risk.high":"Alto",managed_by:"Gestionado por",restarts:"La aplicación debe reiniciarse para que cuente.",diff:"Lo que cambiaría",before:"Antes:",after:"Después:",preview:"Vista previa",apply:"Aplicar",apply_ask:"¿Cambiar este ajuste ahora? Se puede deshacer.",applied:"Aplicado",undo:"Deshacer",undo_ask:"¿Dejar el ajuste como estaba?",undone:"Restaurado",dismiss_ask:"¿Ocultar este consejo desde ahora?",ask_administrator:"Un administrador puede cambiarlo.",edit_stack:"Conjunto",edit_stack_help:"Qué servidores mostrar; el primer conjunto si no se elige.",edit_title:"Título",edit_title_help:"En lugar del nombre de la tarjeta.",overview_name:"Resumen",overview_description:"Estado, servidores, velocidad, disco y lo que te necesita.",downloads_name:"Descargas",downloads_description:"Qué se descarga, qué falló y por qué, y la salida.",request_name:"Peticiones",request_description:"Pedir una película o serie y ver cómo va.",activity_name:"Actividad",activity_description:"Lo que ha pasado, contado en historias.",audit_name:"Auditoría de ajustes",audit_description:"Lo bien ajustados que están los servidores, y cómo mejorarlo.",strategy_description:"Una página entera para películas y series, hecha sola."};var xt={overview:"Aperçu",downloads:"Téléchargements",requests:"Demandes",activity:"Activité",audit:"Audit des réglages",servers:"Serveurs",findings:"Constats",loading:"Chargement…",just_now:"à l’instant",connection_lost:"La connexion à Home Assistant est perdue. Voici le dernier état connu.",outdated:"AutoArr a été mis à jour. La page se recharge.",reload:"Recharger",stack_gone:"Cet ensemble n’existe plus. Choisissez-en un autre dans les réglages de la carte.",no_stack:"AutoArr n’est pas encore configuré. Ajoutez-le sous Paramètres, Appareils et services.",stack_stopped:"AutoArr ne fonctionne pas en ce moment. Cette carte reprendra d’elle-même à son retour.",not_allowed:"Vous n’en avez pas le droit. Demandez à un administrateur.",not_supported:"La version installée d’AutoArr ne sait pas encore le faire. Redémarrez Home Assistant après une mise à jour.",unknown_error:"Quelque chose a échoué. Le journal de Home Assistant en dit plus.",cancel:"Annuler",filter:"Filtrer",nothing_here:"Rien ici.",all_well:"Tout va bien",needs_you:"Ceci demande votre attention",being_mended_one:"{count} téléchargement en cours de réparation",being_mended_other:"{count} téléchargements en cours de réparation",mended_one:"{count} réparé jusqu’ici",mended_other:"{count} réparés jusqu’ici",mended_rate:"{rate} de réussite",left:"encore {left}",speed:"Vitesse",paused:"En pause",disk_free:"Espace libre",connected:"Connecté",away:"Ne répond pas",streams_one:"{count} lecture en cours",streams_other:"{count} lectures en cours","waiting.servers_away_one":"serveur ne répond pas","waiting.servers_away_other":"serveurs ne répondent pas","waiting.store_one":"base de données non inscriptible : rien n’est réparé d’ici là","waiting.store_other":"bases de données non inscriptibles : rien n’est réparé d’ici là","waiting.environment_one":"téléchargement attend le système : disque, fournisseur ou réseau","waiting.environment_other":"téléchargements attendent le système : disque, fournisseur ou réseau","waiting.given_up_one":"téléchargement n’a pas pu être réparé","waiting.given_up_other":"téléchargements n’ont pas pu être réparés","waiting.asking_one":"téléchargement demande quoi faire","waiting.asking_other":"téléchargements demandent quoi faire","waiting.servers_held_one":"serveur laissé tranquille : un autre outil semble y agir","waiting.servers_held_other":"serveurs laissés tranquilles : un autre outil semble y agir","waiting.questions_one":"demande pose une question","waiting.questions_other":"demandes posent une question","waiting.approvals_one":"demande attend un accord","waiting.approvals_other":"demandes attendent un accord","mode.observe":"Observe seulement","mode.ask":"Demande d’abord","mode.automatic":"Répare tout seul","show.all":"Tous","show.trouble":"Problèmes","show.running":"En cours",no_downloads:"Aucun téléchargement en cours, aucun échec.",progress_of:"Progression de {title}","status.queued":"En file d’attente","status.downloading":"Téléchargement","status.paused":"En pause","status.verifying":"Vérification","status.extracting":"Extraction","status.importing":"Importation","status.import_blocked":"Importation bloquée","status.stalled":"Bloqué","status.failed":"Échoué","status.completed":"Terminé","failure_state.new":"Vient d’échouer","failure_state.waiting":"En attente","failure_state.asking":"Vous demande","failure_state.recovering":"En réparation","failure_state.recovered":"Réparé","failure_state.given_up":"Abandonné","failure_state.dismissed":"Ignoré","blames.release":"La release est en cause","blames.system":"Le système est en cause","blames.nobody":"Personne n’est en cause","step.none":"Rien","step.wait":"Attendre","step.refresh":"Actualiser les titres","step.retry_same":"Réessayer la même release","step.regrab":"Reprendre la même release","step.blocklist_search":"Chercher une autre release","step.lower_quality":"Accepter une qualité moindre","step.remove":"Supprimer","step.import":"Importer","step.pause_client":"Suspendre les téléchargements","step.ask":"Vous demander","step.alert":"Vous avertir","step.give_up":"Abandonner",next:"Ensuite : {step}",next_at:"Ensuite, {when} : {step}",attempt:"Essai {n}",why:"Pourquoi ?",less:"Moins",story:"Histoire",retry:"Réessayer",retry_ask:"Réessayer maintenant ?",retry_yes:"Oui, réessayer",other_release:"Autre release",other_release_ask:"Bloquer cette release et en chercher une autre ?",other_release_yes:"Oui, chercher",ignore:"Ignorer",ignore_ask:"Laisser cet échec tel quel ?",ignore_yes:"Oui, ignorer",ask_label:"Que voulez-vous regarder ?",ask_placeholder:"Un film ou une série…",listening:"J’écoute…",dictate:"Dicter",not_heard:"Je ne vous ai pas entendu. Autorisez le micro ou écrivez.",send:"Demander",no_requests:"Rien n’a encore été demandé. Dites ce que vous voulez regarder.",which_one:"Lequel voulez-vous ?",movie:"film",series:"série",in_library:"dans la bibliothèque",seasons_one:"Saison {list}",seasons_other:"Saisons {list}",approve:"Accepter",decline:"Refuser",decline_ask:"Refuser cette demande ?",confirm:"Oui, allez-y",cancel_request:"Annuler",cancel_ask:"Annuler cette demande ? Rien n’est supprimé.",cancel_yes:"Oui, annuler","request_status.ambiguous":"Lequel ?","request_status.awaiting_confirmation":"Dois-je ?","request_status.awaiting_approval":"Attend un accord","request_status.approved":"Accepté","request_status.searching":"Recherche","request_status.waiting_for_release":"Pas encore sorti","request_status.downloading":"Téléchargement","request_status.importing":"Presque prêt","request_status.partially_available":"En partie prêt","request_status.available":"Prêt à regarder","request_status.monitoring":"Suivi désormais","request_status.failed":"Échec","request_status.declined":"Refusé","request_status.cancelled":"Annulé",search:"Rechercher",severity:"Gravité",everything:"Tout","severity.info":"Information","severity.success":"Réussite","severity.warning":"Avertissements","severity.error":"Erreurs","kind.download":"Téléchargements","kind.recovery":"Réparation","kind.request":"Demandes","kind.audit":"Réglages","kind.server":"Serveurs","kind.ai":"IA","kind.user":"Personnes",nothing_happened:"Rien de tel ne s’est passé.",no_story:"L’activité n’en garde plus de trace.",steps_one:"{count} étape",steps_other:"{count} étapes",open_findings_one:"{count} point à améliorer",open_findings_other:"{count} points à améliorer",no_findings:"Rien à améliorer.",run_audit:"Vérifier maintenant",auditing:"Vérification…",score_of:"Note : {score} sur 100","finding.critical":"Critique","finding.high":"Élevé","finding.medium":"Moyen","finding.low":"Faible","finding.info":"Conseil",fixable:"AutoArr peut corriger",current:"Actuel",recommended:"Mieux",how:"Comment",risk:"Risque","risk.none":"Aucun","risk.low":"Faible","risk.medium":"Moyen","risk.high":"Élevé",managed_by:"Géré par",restarts:"L’application doit redémarrer pour en tenir compte.",diff:"Ce qui changerait",before:"Avant :",after:"Après :",preview:"Aperçu",apply:"Appliquer",apply_ask:"Modifier ce réglage maintenant ? C’est réversible.",applied:"Appliqué",undo:"Rétablir",undo_ask:"Remettre le réglage d’avant ?",undone:"Remis comme avant",dismiss_ask:"Masquer ce conseil désormais ?",ask_administrator:"Un administrateur peut le modifier.",edit_stack:"Ensemble",edit_stack_help:"Quels serveurs montrer ; le premier ensemble par défaut.",edit_title:"Titre",edit_title_help:"À la place du nom de la carte.",overview_name:"Aperçu",overview_description:"Santé, serveurs, vitesse, disque et ce qui demande votre attention.",downloads_name:"Téléchargements",downloads_description:"Ce qui se télécharge, ce qui a échoué et pourquoi, et la solution.",request_name:"Demandes",request_description:"Demander un film ou une série et suivre l’avancement.",activity_name:"Activité",activity_description:"Ce qui s’est passé, raconté en histoires.",audit_name:"Audit des réglages",audit_description:"La qualité des réglages des serveurs, et leur correction.",strategy_description:"Une page entière pour films et séries, construite toute seule."};var $t={overview:"Panoramica",downloads:"Download",requests:"Richieste",activity:"Attività",audit:"Controllo delle impostazioni",servers:"Server",findings:"Rilievi",loading:"Caricamento…",just_now:"proprio ora",connection_lost:"La connessione a Home Assistant è persa. Questo è l’ultimo stato noto.",outdated:"AutoArr è stato aggiornato. La pagina si ricarica.",reload:"Ricarica",stack_gone:"Questo gruppo non esiste più. Scegline un altro nelle impostazioni della scheda.",no_stack:"AutoArr non è ancora configurato. Aggiungilo in Impostazioni, Dispositivi e servizi.",stack_stopped:"AutoArr non è in funzione ora. Questa scheda riprenderà da sola al suo ritorno.",not_allowed:"Non ti è permesso. Chiedi a un amministratore.",not_supported:"L’AutoArr installato non può ancora farlo. Riavvia Home Assistant se hai appena aggiornato.",unknown_error:"Qualcosa è andato storto. Il registro di Home Assistant dice di più.",cancel:"Annulla",filter:"Filtra",nothing_here:"Qui non c’è niente.",all_well:"Tutto a posto",needs_you:"Serve il tuo intervento",being_mended_one:"{count} download in riparazione",being_mended_other:"{count} download in riparazione",mended_one:"{count} riparato finora",mended_other:"{count} riparati finora",mended_rate:"{rate} di successo",left:"mancano {left}",speed:"Velocità",paused:"In pausa",disk_free:"Spazio libero",connected:"Connesso",away:"Non risponde",streams_one:"{count} riproduzione in corso",streams_other:"{count} riproduzioni in corso","waiting.servers_away_one":"server non risponde","waiting.servers_away_other":"server non rispondono","waiting.store_one":"database non scrivibile: fino ad allora non si ripara nulla","waiting.store_other":"database non scrivibili: fino ad allora non si ripara nulla","waiting.environment_one":"download attende il sistema: disco, fornitore o rete","waiting.environment_other":"download attendono il sistema: disco, fornitore o rete","waiting.given_up_one":"download non si è potuto riparare","waiting.given_up_other":"download non si sono potuti riparare","waiting.asking_one":"download chiede cosa fare","waiting.asking_other":"download chiedono cosa fare","waiting.servers_held_one":"server lasciato stare: sembra attivo un altro strumento","waiting.servers_held_other":"server lasciati stare: sembra attivo un altro strumento","waiting.questions_one":"richiesta ha una domanda","waiting.questions_other":"richieste hanno domande","waiting.approvals_one":"richiesta attende approvazione","waiting.approvals_other":"richieste attendono approvazione","mode.observe":"Osserva soltanto","mode.ask":"Chiede prima","mode.automatic":"Ripara da solo","show.all":"Tutti","show.trouble":"Problemi","show.running":"In corso",no_downloads:"Nessun download in corso e nessun errore.",progress_of:"Avanzamento di {title}","status.queued":"In coda","status.downloading":"In download","status.paused":"In pausa","status.verifying":"Verifica","status.extracting":"Estrazione","status.importing":"Importazione","status.import_blocked":"L’importazione richiede aiuto","status.stalled":"Fermo","status.failed":"Fallito","status.completed":"Completato","failure_state.new":"Appena fallito","failure_state.waiting":"In attesa","failure_state.asking":"Ti chiede","failure_state.recovering":"In riparazione","failure_state.recovered":"Riparato","failure_state.given_up":"Rinunciato","failure_state.dismissed":"Ignorato","blames.release":"La colpa è della release","blames.system":"La colpa è del sistema","blames.nobody":"Nessuno ha colpa","step.none":"Niente","step.wait":"Attendere","step.refresh":"Aggiornare i titoli","step.retry_same":"Riprovare la stessa release","step.regrab":"Riprendere la stessa release","step.blocklist_search":"Cercare un’altra release","step.lower_quality":"Accettare una qualità inferiore","step.remove":"Rimuovere","step.import":"Importare","step.pause_client":"Mettere in pausa i download","step.ask":"Chiedere a te","step.alert":"Avvisarti","step.give_up":"Rinunciare",next:"Prossimo: {step}",next_at:"Prossimo, {when}: {step}",attempt:"Tentativo {n}",why:"Perché?",less:"Meno",story:"Storia",retry:"Riprova",retry_ask:"Riprovare ora?",retry_yes:"Sì, riprova",other_release:"Altra release",other_release_ask:"Bloccare questa release e cercarne un’altra?",other_release_yes:"Sì, cerca",ignore:"Ignora",ignore_ask:"Lasciare questo errore così com’è?",ignore_yes:"Sì, ignora",ask_label:"Cosa vorresti guardare?",ask_placeholder:"Un film o una serie…",listening:"In ascolto…",dictate:"Detta",not_heard:"Non ti ho sentito. Consenti il microfono o scrivi.",send:"Richiedi",no_requests:"Ancora nessuna richiesta. Di’ cosa vorresti guardare.",which_one:"Quale intendi?",movie:"film",series:"serie",in_library:"nella raccolta",seasons_one:"Stagione {list}",seasons_other:"Stagioni {list}",approve:"Approva",decline:"Rifiuta",decline_ask:"Rifiutare questa richiesta?",confirm:"Sì, procedi",cancel_request:"Annulla",cancel_ask:"Annullare questa richiesta? Non si elimina nulla.",cancel_yes:"Sì, annulla","request_status.ambiguous":"Quale?","request_status.awaiting_confirmation":"Procedo?","request_status.awaiting_approval":"Attende approvazione","request_status.approved":"Approvata","request_status.searching":"Ricerca","request_status.waiting_for_release":"Non ancora uscito","request_status.downloading":"In download","request_status.importing":"Quasi pronto","request_status.partially_available":"In parte pronto","request_status.available":"Pronto da vedere","request_status.monitoring":"Seguita d’ora in poi","request_status.failed":"Non riuscita","request_status.declined":"Rifiutata","request_status.cancelled":"Annullata",search:"Cerca",severity:"Gravità",everything:"Tutto","severity.info":"Informazione","severity.success":"Successo","severity.warning":"Avvisi","severity.error":"Errori","kind.download":"Download","kind.recovery":"Riparazione","kind.request":"Richieste","kind.audit":"Impostazioni","kind.server":"Server","kind.ai":"IA","kind.user":"Persone",nothing_happened:"Non è successo nulla del genere.",no_story:"L’attività non ne conserva più traccia.",steps_one:"{count} passo",steps_other:"{count} passi",open_findings_one:"{count} cosa può migliorare",open_findings_other:"{count} cose possono migliorare",no_findings:"Non c’è nulla da migliorare.",run_audit:"Controlla ora",auditing:"Controllo…",score_of:"Punteggio {score} su 100","finding.critical":"Critico","finding.high":"Alto","finding.medium":"Medio","finding.low":"Basso","finding.info":"Consiglio",fixable:"AutoArr può correggerlo",current:"Ora",recommended:"Meglio",how:"Come",risk:"Rischio","risk.none":"Nessuno","risk.low":"Basso","risk.medium":"Medio","risk.high":"Alto",managed_by:"Gestito da",restarts:"L’app deve riavviarsi perché abbia effetto.",diff:"Cosa cambierebbe",before:"Prima:",after:"Dopo:",preview:"Anteprima",apply:"Applica",apply_ask:"Cambiare ora questa impostazione? Si può annullare.",applied:"Applicato",undo:"Ripristina",undo_ask:"Rimettere l’impostazione com’era?",undone:"Ripristinato",dismiss_ask:"Nascondere questo consiglio d’ora in poi?",ask_administrator:"Un amministratore può cambiarlo.",edit_stack:"Gruppo",edit_stack_help:"Quali server mostrare; il primo gruppo se non scelto.",edit_title:"Titolo",edit_title_help:"Al posto del nome della scheda.",overview_name:"Panoramica",overview_description:"Stato, server, velocità, disco e ciò che richiede te.",downloads_name:"Download",downloads_description:"Cosa si scarica, cosa è fallito e perché, e la soluzione.",request_name:"Richieste",request_description:"Chiedi un film o una serie e guarda a che punto è.",activity_name:"Attività",activity_description:"Cosa è successo, raccontato in storie.",audit_name:"Controllo impostazioni",audit_description:"Quanto bene sono configurati i server, e come correggerlo.",strategy_description:"Una pagina intera per film e serie, creata da sola."};var At={overview:"Overzicht",downloads:"Downloads",requests:"Verzoeken",activity:"Activiteit",audit:"Controle van instellingen",servers:"Servers",findings:"Bevindingen",loading:"Laden…",just_now:"zojuist",connection_lost:"De verbinding met Home Assistant is weg. Zo was het als laatste.",outdated:"AutoArr is bijgewerkt. Deze pagina wordt opnieuw geladen.",reload:"Herladen",stack_gone:"Deze stack bestaat niet meer. Kies een andere in de instellingen van de kaart.",no_stack:"AutoArr is nog niet ingesteld. Voeg het toe via Instellingen, Apparaten & diensten.",stack_stopped:"AutoArr draait op dit moment niet. Deze kaart gaat vanzelf verder zodra het terug is.",not_allowed:"Dit mag je niet. Vraag het een beheerder.",not_supported:"De geïnstalleerde AutoArr kan dit nog niet. Herstart Home Assistant als je net hebt bijgewerkt.",unknown_error:"Er ging iets mis. Het logboek van Home Assistant vertelt meer.",cancel:"Annuleren",filter:"Filter",nothing_here:"Hier is niets.",all_well:"Alles in orde",needs_you:"Dit heeft jou nodig",being_mended_one:"{count} download wordt hersteld",being_mended_other:"{count} downloads worden hersteld",mended_one:"tot nu toe {count} hersteld",mended_other:"tot nu toe {count} hersteld",mended_rate:"{rate} geslaagd",left:"nog {left}",speed:"Snelheid",paused:"Gepauzeerd",disk_free:"Vrije ruimte",connected:"Verbonden",away:"Antwoordt niet",streams_one:"{count} weergave bezig",streams_other:"{count} weergaven bezig","waiting.servers_away_one":"server antwoordt niet","waiting.servers_away_other":"servers antwoorden niet","waiting.store_one":"database is niet te beschrijven: tot dan wordt niets hersteld","waiting.store_other":"databases zijn niet te beschrijven: tot dan wordt niets hersteld","waiting.environment_one":"download wacht op het systeem: schijf, provider of netwerk","waiting.environment_other":"downloads wachten op het systeem: schijf, provider of netwerk","waiting.given_up_one":"download kon niet worden hersteld","waiting.given_up_other":"downloads konden niet worden hersteld","waiting.asking_one":"download vraagt wat te doen","waiting.asking_other":"downloads vragen wat te doen","waiting.servers_held_one":"server blijft met rust: daar lijkt ander gereedschap actief","waiting.servers_held_other":"servers blijven met rust: daar lijkt ander gereedschap actief","waiting.questions_one":"verzoek heeft een vraag","waiting.questions_other":"verzoeken hebben een vraag","waiting.approvals_one":"verzoek wacht op goedkeuring","waiting.approvals_other":"verzoeken wachten op goedkeuring","mode.observe":"Kijkt alleen toe","mode.ask":"Vraagt eerst","mode.automatic":"Herstelt vanzelf","show.all":"Alle","show.trouble":"Problemen","show.running":"Bezig",no_downloads:"Er wordt niets gedownload en er is niets mislukt.",progress_of:"Voortgang van {title}","status.queued":"In de wachtrij","status.downloading":"Downloadt","status.paused":"Gepauzeerd","status.verifying":"Wordt gecontroleerd","status.extracting":"Wordt uitgepakt","status.importing":"Wordt geïmporteerd","status.import_blocked":"Import heeft hulp nodig","status.stalled":"Staat stil","status.failed":"Mislukt","status.completed":"Voltooid","failure_state.new":"Net mislukt","failure_state.waiting":"Wacht","failure_state.asking":"Vraagt jou","failure_state.recovering":"Wordt hersteld","failure_state.recovered":"Hersteld","failure_state.given_up":"Opgegeven","failure_state.dismissed":"Genegeerd","blames.release":"Het ligt aan de release","blames.system":"Het ligt aan het systeem","blames.nobody":"Niemand heeft schuld","step.none":"Niets","step.wait":"Wachten","step.refresh":"Titels verversen","step.retry_same":"Dezelfde release opnieuw proberen","step.regrab":"Dezelfde release opnieuw ophalen","step.blocklist_search":"Een andere release zoeken","step.lower_quality":"Lagere kwaliteit toestaan","step.remove":"Verwijderen","step.import":"Importeren","step.pause_client":"Downloads pauzeren","step.ask":"Jou vragen","step.alert":"Jou waarschuwen","step.give_up":"Opgeven",next:"Daarna: {step}",next_at:"Daarna, {when}: {step}",attempt:"Poging {n}",why:"Waarom?",less:"Minder",story:"Verloop",retry:"Opnieuw",retry_ask:"Nu opnieuw proberen?",retry_yes:"Ja, opnieuw",other_release:"Andere release",other_release_ask:"Deze release blokkeren en een andere zoeken?",other_release_yes:"Ja, zoeken",ignore:"Negeren",ignore_ask:"Deze mislukking zo laten?",ignore_yes:"Ja, negeren",ask_label:"Wat wil je kijken?",ask_placeholder:"Een film of serie…",listening:"Ik luister…",dictate:"Dicteren",not_heard:"Ik kon je niet horen. Sta de microfoon toe of typ.",send:"Aanvragen",no_requests:"Er is nog niets aangevraagd. Zeg wat je wilt kijken.",which_one:"Welke bedoel je?",movie:"film",series:"serie",in_library:"in de bibliotheek",seasons_one:"Seizoen {list}",seasons_other:"Seizoenen {list}",approve:"Goedkeuren",decline:"Afwijzen",decline_ask:"Dit verzoek afwijzen?",confirm:"Ja, graag",cancel_request:"Intrekken",cancel_ask:"Dit verzoek intrekken? Er wordt niets verwijderd.",cancel_yes:"Ja, intrekken","request_status.ambiguous":"Welke?","request_status.awaiting_confirmation":"Zal ik?","request_status.awaiting_approval":"Wacht op goedkeuring","request_status.approved":"Goedgekeurd","request_status.searching":"Wordt gezocht","request_status.waiting_for_release":"Nog niet uit","request_status.downloading":"Wordt gedownload","request_status.importing":"Bijna klaar","request_status.partially_available":"Deels klaar","request_status.available":"Klaar om te kijken","request_status.monitoring":"Wordt voortaan gevolgd","request_status.failed":"Niet gelukt","request_status.declined":"Afgewezen","request_status.cancelled":"Ingetrokken",search:"Zoeken",severity:"Ernst",everything:"Alles","severity.info":"Informatie","severity.success":"Gelukt","severity.warning":"Waarschuwingen","severity.error":"Fouten","kind.download":"Downloads","kind.recovery":"Herstel","kind.request":"Verzoeken","kind.audit":"Instellingen","kind.server":"Servers","kind.ai":"AI","kind.user":"Personen",nothing_happened:"Zoiets is niet gebeurd.",no_story:"Daarover staat niets meer in de activiteit.",steps_one:"{count} stap",steps_other:"{count} stappen",open_findings_one:"{count} ding kan beter",open_findings_other:"{count} dingen kunnen beter",no_findings:"Er is niets te verbeteren gevonden.",run_audit:"Nu controleren",auditing:"Controleren…",score_of:"Score {score} van 100","finding.critical":"Kritiek","finding.high":"Hoog","finding.medium":"Gemiddeld","finding.low":"Laag","finding.info":"Tip",fixable:"AutoArr kan het oplossen",current:"Nu",recommended:"Beter",how:"Hoe",risk:"Risico","risk.none":"Geen","risk.low":"Laag","risk.medium":"Gemiddeld","risk.high":"Hoog",managed_by:"Beheerd door",restarts:"De app moet opnieuw starten voordat het geldt.",diff:"Wat zou veranderen",before:"Voorheen:",after:"Daarna:",preview:"Voorbeeld",apply:"Toepassen",apply_ask:"Deze instelling nu wijzigen? Het kan ongedaan worden gemaakt.",applied:"Toegepast",undo:"Ongedaan maken",undo_ask:"De instelling terugzetten?",undone:"Teruggezet",dismiss_ask:"Dit advies voortaan verbergen?",ask_administrator:"Een beheerder kan dit wijzigen.",edit_stack:"Stack",edit_stack_help:"Welke servers te tonen; zonder keuze de eerste stack.",edit_title:"Titel",edit_title_help:"In plaats van de naam van de kaart.",overview_name:"Overzicht",overview_description:"Toestand, servers, snelheid, schijf en wat jou nodig heeft.",downloads_name:"Downloads",downloads_description:"Wat wordt gedownload, wat mislukte en waarom, en de uitweg.",request_name:"Verzoeken",request_description:"Vraag een film of serie aan en zie hoe ver het is.",activity_name:"Activiteit",activity_description:"Wat er gebeurde, verteld als verhalen.",audit_name:"Controle van instellingen",audit_description:"Hoe goed de servers zijn ingesteld, en het verbeteren ervan.",strategy_description:"Een hele pagina voor films en series, vanzelf opgebouwd."};var Vs={de:bt,en:Y,es:kt,fr:xt,it:$t,nl:At},St=["byte","kilobyte","megabyte","gigabyte","terabyte","petabyte"],Rt=[["day",86400],["hour",3600],["minute",60]],Pe=class{constructor(s){this.language=Bs(s),this.phrases=Vs[s.split("-")[0]??"en"]??Y,this.plurals=new Intl.PluralRules(this.language)}say(s,e={}){return(this.phrases[s]??Y[s]??s).replace(/\{(\w+)\}/g,(i,n)=>{let a=e[n];return a===void 0?i:typeof a=="number"?this.number(a):a})}count(s,e,t={}){let i=this.plurals.select(e)==="one"?"one":"other";return this.say(`${s}_${i}`,{count:e,...t})}member(s,e){let t=`${s}.${e}`;return t in Y?this.say(t):e.replaceAll("_"," ")}number(s,e=0){return new Intl.NumberFormat(this.language,{maximumFractionDigits:e}).format(s)}percent(s){return new Intl.NumberFormat(this.language,{style:"percent",maximumFractionDigits:0}).format(s/100)}size(s,e){let t=Math.max(0,s),i=0;for(;t>=1e3&&i<St.length-1;)t/=1e3,i+=1;let n=St[i]??"byte";return new Intl.NumberFormat(this.language,{style:"unit",unit:e?`${n}-per-${e}`:n,unitDisplay:"short",maximumFractionDigits:t<10&&i>0?1:0}).format(t)}duration(s){let[e,t]=Rt.find(([,i])=>s>=i)??["second",1];return new Intl.NumberFormat(this.language,{style:"unit",unit:e,unitDisplay:"short",maximumFractionDigits:0}).format(Math.max(0,Math.round(s/t)))}ago(s,e){let t=(Date.parse(s)-e)/1e3;if(Number.isNaN(t))return"";let[i,n]=Rt.find(([,a])=>Math.abs(t)>=a)??["second",1];return i==="second"&&t<=0&&t>-10?this.say("just_now"):new Intl.RelativeTimeFormat(this.language,{numeric:"auto"}).format(Math.round(t/n),i)}moment(s){let e=new Date(s);return Number.isNaN(e.valueOf())?"":new Intl.DateTimeFormat(this.language,{dateStyle:"medium",timeStyle:"short"}).format(e)}},qt=new Map;function T(r){let s=r||"en",e=qt.get(s);return e||(e=new Pe(s),qt.set(s,e)),e}function Bs(r){try{return Intl.NumberFormat.supportedLocalesOf(r)[0]??"en"}catch{return"en"}}var Tt="autoarr-reloaded-for",Et=new URL(import.meta.url).searchParams.get("v"),ze=new Set,Ct=new WeakSet,Pt=!1;function zt(){return Pt}function Dt(r){return ze.add(r),()=>ze.delete(r)}function De(){location.reload()}function Mt(r){if(!Et||Ct.has(r))return;Ct.add(r);let s=async()=>{let e=await ht(r).catch(()=>null);if(!(!e||e===Et)){Pt=!0;for(let t of ze)t();sessionStorage.getItem(Tt)!==e&&setTimeout(()=>{Gs()||(sessionStorage.setItem(Tt,e),De())},4e3)}};r.addEventListener("ready",()=>{s()}),s()}function Gs(){let r=document.activeElement;for(;r?.shadowRoot?.activeElement;)r=r.shadowRoot.activeElement;return r instanceof HTMLInputElement||r instanceof HTMLTextAreaElement}var Js={bad:"mdi:alert-circle-outline",good:"mdi:check-circle-outline",info:"mdi:information-outline",warn:"mdi:alert-outline"},Qs=6e4,v=class extends k{constructor(){super(...arguments);this.question=null;this.busy=new Set;this.said=null;this.now=Date.now();this.listening=new ce(this);this.refrain=()=>{this.question=null}}static{this.styles=[wt]}setConfig(e){if(e.config_entry_id!==void 0&&typeof e.config_entry_id!="string")throw new Error("config_entry_id: a text is expected");this.config=e}getCardSize(){return 6}getGridOptions(){return{columns:12,rows:"auto",min_columns:6,min_rows:3}}get words(){return T(this.hass?.locale?.language??this.hass?.language)}say(e,t={}){return this.words.say(e,t)}get isAdmin(){return this.hass?.user?.is_admin??!1}can(e){return this.hass?.services.autoarr?.[e]!==void 0}get stack(){return this.config?.config_entry_id?this.config.config_entry_id:this.hass?L(this.hass)[0]?.id:void 0}feed(e){return this.hass&&_t(this.hass.connection,e,this.stack)}items(e){return[...this.feed(e)?.items.values()??[]]}connectedCallback(){super.connectedCallback(),this.now=Date.now(),this.clock=setInterval(()=>{this.now=Date.now()},Qs/2),this.unwatch=Dt(()=>this.requestUpdate())}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),clearTimeout(this.silence),this.unwatch?.()}willUpdate(e){this.hass&&Mt(this.hass.connection);let t=this.stack?this.topics.map(i=>this.feed(i)).filter(i=>i!==void 0):[];this.listening.to(t)}render(){if(!this.hass||!this.config)return o`<ha-card></ha-card>`;let e=this.config.title||this.say(this.heading),t=this.trouble();return o`
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
    `}summary(){return d}notice(e,t,i){return o`
      <div class="notice ${e}-tone" role=${e==="bad"?"alert":"note"}>
        <ha-icon icon=${Js[e]} aria-hidden="true"></ha-icon>
        <span>${t}</span>
        ${i??d}
      </div>
    `}empty(e,t){return o`
      <div class="empty">
        <ha-icon icon=${e} aria-hidden="true"></ha-icon>
        <div>${t}</div>
      </div>
    `}notices(){let e=this.hass?.connected===!1||this.topics.some(t=>this.feed(t)?.state==="lost");return o`
      ${zt()?this.notice("info",this.say("outdated"),o`<button @click=${De}>${this.say("reload")}</button>`):d}
      ${e?this.notice("warn",this.say("connection_lost")):d}
    `}trouble(){let e=this.hass,t=L(e),i=this.config?.config_entry_id;if(i?!t.some(({id:l})=>l===i):!t.length)return this.empty("mdi:server-off",this.say(i?"stack_gone":"no_stack"));let n=this.topics.map(l=>this.feed(l)),a=n.find(l=>l?.state==="unloaded"||l?.state==="removed");if(a)return this.empty("mdi:server-off",this.say(a.state==="removed"?"stack_gone":"stack_stopped"));let c=n.find(l=>l?.state==="refused");return c?this.empty("mdi:alert-circle-outline",this.why(c.refusal)):n.every(l=>l?.state==="connecting")?o`<div class="empty" aria-busy="true">${this.say("loading")}</div>`:null}why(e){switch(e?.code){case"unauthorized":return this.say("not_allowed");case"unknown_command":return this.say("not_supported");default:return e?.message||this.say("unknown_error")}}tell(e,t){this.said={tone:e,text:t},clearTimeout(this.silence),this.silence=setTimeout(()=>{this.said=null},e==="bad"?15e3:6e3)}async run(e,t){if(this.busy.has(e))return null;this.busy=new Set([...this.busy,e]);try{let i=await t(),n=i?.message;return n&&this.tell("good",n),i}catch(i){return this.tell("bad",this.why(N(i))),null}finally{this.busy=new Set([...this.busy].filter(i=>i!==e))}}async act(e,t={}){return mt(this.hass,e,{config_entry_id:this.stack,...t})}asking(e,t,i,n=""){return o`
      <button
        class=${n}
        ?disabled=${this.busy.has(i.about)}
        @click=${()=>this.ask(i)}
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
    `}async ask(e){this.question=e,await this.settled(),this.renderRoot.querySelector("button.yes")?.focus()}async confirm(e){this.question=null,await this.run(e.about,e.action)}onKey(e){e.key==="Escape"&&this.question&&(e.stopPropagation(),this.question=null)}async settled(){await this.updateComplete;let e=this.renderRoot.querySelectorAll("autoarr-list");await Promise.all([...e].map(t=>t.updateComplete))}};p([x({attribute:!1})],v.prototype,"hass",2),p([g()],v.prototype,"config",2),p([g()],v.prototype,"question",2),p([g()],v.prototype,"busy",2),p([g()],v.prototype,"said",2),p([g()],v.prototype,"now",2);var Me="autoarr-open-story";function ue(r,s){s&&r.dispatchEvent(new CustomEvent(Me,{bubbles:!0,composed:!0,detail:s}))}function Ot(r){let s=e=>r(e.detail);return window.addEventListener(Me,s),()=>window.removeEventListener(Me,s)}function It(r){let s=[...r].sort((t,i)=>Ks(i.at,t.at)),e=new Map;for(let t of s){let i=t.correlation_id??t.id,n=e.get(i);n?n.rows.push(t):e.set(i,{id:i,correlation:t.correlation_id,rows:[t]})}return[...e.values()]}function Ks(r,s){return Date.parse(r)-Date.parse(s)}function Oe(...r){let s=new Map;for(let e of r)for(let t of e)s.set(t.id,t);return[...s.values()]}function Nt(r,s,e,t){if(s.size&&!s.has(r.kind)||e&&r.severity!==e)return!1;let i=t.trim().toLowerCase();return!i||`${r.title}
${r.message}`.toLowerCase().includes(i)}var jt=w`
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
`;var Zs=["download","recovery","request","audit","server","ai","user"],Ht={ai:"mdi:creation-outline",audit:"mdi:clipboard-check-outline",download:"mdi:download",recovery:"mdi:car-cruise-control",request:"mdi:movie-search-outline",server:"mdi:server",user:"mdi:account-outline"},Lt={error:["bad","mdi:alert-circle-outline"],info:["calm",""],success:["good","mdi:check-circle-outline"],warning:["warn","mdi:alert-outline"]},Ft=50,Ys=300,b=class extends v{constructor(){super(...arguments);this.topics=["activity"];this.heading="activity";this.kinds=new Set;this.severity="";this.search="";this.open=null;this.older=[];this.told=[];this.complete=!1;this.offset=0;this.reading=!1;this.round=0;this.row=e=>{let t=e.rows[0],i=this.open===e.id,[n,a]=Lt[t.severity]??["calm",""];return o`
      <button
        class="story"
        aria-expanded=${i}
        @click=${()=>i?this.fold():this.unfold(e)}
      >
        <ha-icon
          class=${n}
          icon=${a||(Ht[t.kind]??"mdi:circle-small")}
          aria-hidden="true"
        ></ha-icon>
        <span class="text">
          <span class="name">${t.title}</span>
          <span class="message">${t.message}</span>
          <span class="line">
            <span class="hidden">${this.words.member("severity",t.severity)}</span>
            <span title=${this.words.moment(t.at)}
              >${this.words.ago(t.at,this.now)}</span
            >
            ${t.server?o`<span>${t.server}</span>`:d}
            ${e.rows.length>1?o`<span>${this.words.count("steps",e.rows.length)}</span>`:d}
          </span>
        </span>
        ${e.correlation?o`<ha-icon
                class="calm"
                icon=${i?"mdi:chevron-up":"mdi:chevron-down"}
                aria-hidden="true"
              ></ha-icon>`:d}
      </button>
      ${i?this.course(e):d}
    `};this.type=e=>{let{value:t}=e.target;clearTimeout(this.typed),this.typed=setTimeout(()=>{this.search=t,this.startOver()},Ys)};this.choose=e=>{this.severity=e.target.value,this.startOver()};this.read=async()=>{if(this.reading||this.complete||!this.hass)return;this.reading=!0;let e=this.round;try{let t=await Te(this.hass.connection,this.stack,this.filter,Ft,this.offset);if(e!==this.round)return;this.offset+=t.items.length,this.complete=t.items.length<Ft||this.offset>=t.total,this.older=Oe(this.older,t.items)}catch(t){if(e!==this.round)return;this.complete=!0,this.tell("bad",this.why(N(t)))}finally{e===this.round&&(this.reading=!1,this.requestUpdate())}}}static{this.styles=[v.styles,jt].flat()}static getStubConfig(){return{}}getCardSize(){return 8}connectedCallback(){super.connectedCallback(),this.deaf=Ot(e=>{this.jump(e)})}disconnectedCallback(){super.disconnectedCallback(),this.deaf?.(),clearTimeout(this.typed)}willUpdate(e){super.willUpdate(e),this.stack!==this.shownStack&&(this.shownStack=this.stack,this.startOver())}get filter(){return{...this.kinds.size?{kind:[...this.kinds]}:{},...this.severity?{severity:this.severity}:{},...this.search.trim()?{search:this.search.trim()}:{}}}get list(){let e=this.items("activity").filter(i=>Nt(i,this.kinds,this.severity,this.search));return It(Oe(this.older,e,this.told))}content(){let e=this.list;return o`
      ${this.filters()}
      ${e.length?o`<autoarr-list
              .items=${e}
              .row=${this.row}
              .stamp=${[this.open,this.now]}
              .more=${!this.complete}
              label=${this.say("activity")}
              @more=${this.read}
            ></autoarr-list>`:this.reading?o`<div class="empty" aria-busy="true">${this.say("loading")}</div>`:this.empty("mdi:sleep",this.say("nothing_happened"))}
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
        ${Zs.map(e=>o`
            <button
              aria-pressed=${this.kinds.has(e)}
              @click=${()=>this.toggle(e)}
            >
              <ha-icon icon=${Ht[e]??""} aria-hidden="true"></ha-icon
              >${this.words.member("kind",e)}
            </button>
          `)}
      </div>
    `}course(e){return o`
      <ol class="course">
        ${[...e.rows].reverse().map(t=>{let[i]=Lt[t.severity]??["calm"];return o`
            <li class=${i}>
              <span class="said">${t.message}</span>
              <span class="line">
                <span class="hidden">${this.words.member("severity",t.severity)}</span>
                <span>${this.words.moment(t.at)}</span>
                ${t.server?o`<span>${t.server}</span>`:d}
              </span>
            </li>
          `})}
      </ol>
    `}toggle(e){let t=new Set(this.kinds);t.delete(e)||t.add(e),this.kinds=t,this.startOver()}startOver(){this.round+=1,this.reading=!1,this.complete=!1,this.offset=0,this.older=[],this.told=[],this.open=null,this.stack&&this.read()}fold(){this.open=null,this.told=[]}async unfold(e){e.correlation&&(this.open=e.id,await this.whole(e.correlation))}async whole(e){try{let t=await Te(this.hass.connection,this.stack,{correlation_id:e},500,0);return this.open===e&&(this.told=t.items),t.items.length>0}catch(t){return this.tell("bad",this.why(N(t))),!1}}async jump(e){if(this.kinds=new Set,this.severity="",this.search="",this.startOver(),this.open=e,!await this.whole(e)){this.tell("info",this.say("no_story"));return}await this.settled(),await this.renderRoot.querySelector("autoarr-list")?.show(e),this.scrollIntoView({block:"nearest"}),this.renderRoot.querySelector(`[data-id="${CSS.escape(e)}"] .story`)?.focus()}};p([g()],b.prototype,"kinds",2),p([g()],b.prototype,"severity",2),p([g()],b.prototype,"search",2),p([g()],b.prototype,"open",2),p([g()],b.prototype,"older",2),p([g()],b.prototype,"told",2),p([g()],b.prototype,"complete",2);var Wt=["critical","high","medium","low","info"];function Ut(r,s){return r.filter(({id:e,state:t})=>t==="open"||s.has(e)).sort((e,t)=>Wt.indexOf(e.severity)-Wt.indexOf(t.severity)||(e.priority??1e9)-(t.priority??1e9)||e.title.localeCompare(t.title))}function Vt(r){let s=r?.score;return typeof s=="number"?Math.round(s):null}function Bt(r){return r>=85?"good":r>=60?"warn":"bad"}function Ie(r){return r?.changes??[]}function Ne(r){return r==null||r===""?"–":typeof r=="string"?r:JSON.stringify(r)}var Gt=w`
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
`;var Xs={critical:["mdi:alert-octagon-outline","bad"],high:["mdi:alert-circle-outline","bad"],info:["mdi:information-outline","calm"],low:["mdi:information-outline","calm"],medium:["mdi:alert-outline","warn"]},je=34,Jt=2*Math.PI*je,E=class extends v{constructor(){super(...arguments);this.topics=["findings"];this.heading="audit";this.open=null;this.severity="";this.previews=new Map;this.applied=new Map;this.row=e=>{let t=this.open===e.id,i=this.applied.get(e.id),[n,a]=i?["mdi:check-circle-outline","good"]:Xs[e.severity]??["mdi:information-outline","calm"];return o`
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
              >${i?this.say("applied"):this.words.member("finding",e.severity)}</span
            >
            ${e.server?o`<span>${e.server}</span>`:d}
            ${e.fixable&&!i?o`<span>${this.say("fixable")}</span>`:d}
          </span>
        </span>
        <ha-icon
          class="calm"
          icon=${t?"mdi:chevron-up":"mdi:chevron-down"}
          aria-hidden="true"
        ></ha-icon>
      </button>
      ${t?this.details(e):d}
    `}}static{this.styles=[v.styles,Gt].flat()}static getStubConfig(){return{}}getCardSize(){return 8}content(){let e=Ut(this.items("findings"),new Set(this.applied.keys())),t=[...new Set(e.map(({severity:n})=>n))],i=e.filter(({severity:n})=>!this.severity||n===this.severity);return o`
      ${this.score(e)}
      ${t.length>1?o`<div class="chips" role="group" aria-label=${this.say("filter")}>
              ${t.map(n=>o`
                  <button
                    aria-pressed=${this.severity===n}
                    @click=${()=>{this.severity=this.severity===n?"":n}}
                  >
                    ${this.words.member("finding",n)}
                    <span class="quiet"
                      >${this.words.number(e.filter(a=>a.severity===n).length)}</span
                    >
                  </button>
                `)}
            </div>`:d}
      ${i.length?o`<autoarr-list
              .items=${i}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.open,this.previews,this.applied]}
              label=${this.say("findings")}
            ></autoarr-list>`:this.empty("mdi:shield-check-outline",this.say("no_findings"))}
    `}score(e){let t=Vt(this.feed("findings")?.whole),i=this.busy.has("audit");return o`
      <div class="score">
        ${t===null?d:this.ring(t)}
        <div class="text">
          <div class="name">${this.words.count("open_findings",e.length)}</div>
          ${this.can("run_audit")?o`<div class="actions">
                  <button
                    ?disabled=${i}
                    @click=${()=>this.run("audit",()=>this.act("run_audit"))}
                  >
                    <ha-icon icon="mdi:clipboard-search-outline" aria-hidden="true"></ha-icon
                    >${this.say(i?"auditing":"run_audit")}
                  </button>
                </div>`:d}
        </div>
      </div>
    `}ring(e){return o`
      <svg
        class="ring ${Bt(e)}"
        viewBox="0 0 80 80"
        role="img"
        aria-label=${this.say("score_of",{score:e})}
      >
        ${at`
          <circle class="rail" cx="40" cy="40" r=${je}></circle>
          <circle
            class="arc"
            cx="40"
            cy="40"
            r=${je}
            stroke-dasharray="${Jt*e/100} ${Jt}"
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
        ${e.restarts?o`<p class="warn">${this.say("restarts")}</p>`:d}
        ${t?this.diff(t):d}
        ${this.question?.about===e.id?this.answering(this.question):this.buttons(e)}
      </div>
    `}fact(e,t){return t?o`<dt>${e}</dt><dd>${t}</dd>`:d}diff(e){return o`
      <div class="diff" role="group" aria-label=${this.say("diff")}>
        ${e.flatMap(({diff:t})=>t).map(({field:t,before:i,after:n})=>o`
              <div class="field">${t}</div>
              <div class="before">
                <span class="hidden">${this.say("before")}</span>${Ne(i)}
              </div>
              <div class="after">
                <span class="hidden">${this.say("after")}</span>${Ne(n)}
              </div>
            `)}
      </div>
    `}buttons(e){if(!this.isAdmin)return o`<p class="quiet">${this.say("ask_administrator")}</p>`;let{id:t}=e,i=this.applied.get(t);return i?o`<div class="actions">
        ${this.asking("mdi:undo",this.say("undo"),{about:t,action:()=>this.undo(t,i),text:this.say("undo_ask"),yes:this.say("undo")})}
      </div>`:o`
      <div class="actions">
        ${e.fixable&&this.can("apply_fix")?o`<button
                  ?disabled=${this.busy.has(t)}
                  @click=${()=>this.run(t,()=>this.preview(t))}
                >
                  <ha-icon icon="mdi:file-compare" aria-hidden="true"></ha-icon
                  >${this.say("preview")}
                </button>
                ${this.asking("mdi:auto-fix",this.say("apply"),{about:t,action:()=>this.apply(t),text:this.say("apply_ask"),yes:this.say("apply")},"main")}`:d}
        ${this.can("dismiss_finding")?this.asking("mdi:eye-off-outline",this.say("ignore"),{about:t,action:()=>this.act("dismiss_finding",{finding_id:t}),text:this.say("dismiss_ask"),yes:this.say("ignore_yes")}):d}
      </div>
    `}async preview(e){let t=Ie(await this.act("apply_fix",{dry_run:!0,finding_id:e}));this.previews=new Map(this.previews).set(e,t)}async apply(e){let t=Ie(await this.act("apply_fix",{finding_id:e}));this.applied=new Map(this.applied).set(e,t),this.tell("good",this.say("applied"))}async undo(e,t){for(let n of[...t].reverse())await this.act("undo_fix",{change_id:n.id});let i=new Map(this.applied);i.delete(e),this.applied=i,this.tell("good",this.say("undone"))}};p([g()],E.prototype,"open",2),p([g()],E.prototype,"severity",2),p([g()],E.prototype,"previews",2),p([g()],E.prototype,"applied",2);var Qt=["downloading","extracting","verifying","importing","import_blocked","stalled","paused","queued","completed"];function Zt(r,s){let e=new Map(s.map(a=>[a.id,a])),t=new Map(s.map(a=>[a.download_id,a])),i=r.map(a=>{let l=(a.failure?e.get(a.failure):void 0)??t.get(a.id)??null;return l&&e.delete(l.id),{id:a.id,title:a.title,download:a,failure:l}});return[...[...e.values()].map(a=>({id:a.id,title:a.title,download:null,failure:a})),...i].sort((a,c)=>Kt(a)-Kt(c))}function Kt({download:r,failure:s}){if(s)return-1;let e=Qt.indexOf(r?.status??"");return e<0?Qt.length:e}function Yt({download:r,failure:s}){return s!==null||["failed","import_blocked","stalled"].includes(r?.status??"")}function Xt({download:r}){return["downloading","extracting","verifying","importing"].includes(r?.status??"")}var ei={all:()=>!0,running:Xt,trouble:Yt};function es(r,s){return r.filter(ei[s])}function ts(r){return{all:r.length,running:r.filter(Xt).length,trouble:r.filter(Yt).length}}var ss=w`
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
`;var ti={completed:["mdi:check-circle-outline","good"],downloading:["mdi:download","calm"],extracting:["mdi:package-variant","calm"],failed:["mdi:alert-circle-outline","bad"],import_blocked:["mdi:hand-back-right-outline","warn"],importing:["mdi:folder-move-outline","calm"],paused:["mdi:pause-circle-outline","calm"],queued:["mdi:clock-outline","calm"],stalled:["mdi:timer-alert-outline","warn"],verifying:["mdi:shield-check-outline","calm"]},si=["all","trouble","running"],F=class extends v{constructor(){super(...arguments);this.topics=["downloads","failures"];this.heading="downloads";this.show="all";this.open=null;this.row=e=>{let{download:t,failure:i}=e,n=t?.status??"failed",[a,c]=ti[n]??["mdi:download","calm"];return o`
      <div class="row">
        <ha-icon class=${i?"bad":c} icon=${a} aria-hidden="true"></ha-icon>
        <div class="text">
          <div class="name">${e.title}</div>
          ${t?this.progress(t):d}
          <div class="line">
            <span
              >${i&&!t?this.words.member("failure_state",i.state):this.words.member("status",n)}</span
            >
            ${this.facts(e)}
          </div>
          ${i?this.failure(i):d}
        </div>
      </div>
    `}}static{this.styles=[v.styles,ss].flat()}static getStubConfig(){return{}}getCardSize(){return 8}getGridOptions(){return{columns:12,rows:"auto",min_columns:6,min_rows:4}}summary(){let e=this.items("downloads").reduce((t,i)=>t+i.size_left,0);return o`<span class="sum"
      >${e?this.say("left",{left:this.words.size(e)}):""}</span
    >`}content(){let e=Zt(this.items("downloads"),this.items("failures"));if(!e.length)return this.empty("mdi:sofa-outline",this.say("no_downloads"));let t=ts(e),i=es(e,this.show);return o`
      <div class="chips" role="group" aria-label=${this.say("filter")}>
        ${si.map(n=>o`
            <button
              aria-pressed=${this.show===n}
              @click=${()=>{this.show=n}}
            >
              ${this.words.member("show",n)}
              <span class="quiet">${this.words.number(t[n])}</span>
            </button>
          `)}
      </div>
      ${i.length?o`<autoarr-list
              .items=${i}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.open,this.now]}
              label=${this.say("downloads")}
            ></autoarr-list>`:this.empty("mdi:check-circle-outline",this.say("nothing_here"))}
    `}facts({download:e,failure:t}){let i=e?.server??t?.server;return o`
      ${e?.time_left&&e.status==="downloading"?o`<span>${this.words.duration(e.time_left)}</span>`:d}
      ${e?.size?o`<span>${this.words.size(e.size)}</span>`:d}
      ${e?.quality?o`<span>${e.quality}</span>`:d}
      ${i?o`<span>${i}</span>`:d}
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
        ${e.evidence.map(({source:t,text:i})=>o`<li><b>${t}</b> ${i}</li>`)}
        ${e.attempts.map(t=>o`
            <li>
              <b>${this.say("attempt",{n:t.n})}</b>
              ${this.words.member("step",t.step)},
              ${this.words.ago(t.at,this.now)}
              ${t.outcome?`(${t.outcome})`:""}
            </li>
          `)}
      </ul>
      <button class="plain" @click=${()=>ue(this,e.correlation_id)}>
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
    `}retry(e,t){let i=t==="other_release";return{about:e.id,text:this.say(i?"other_release_ask":"retry_ask"),yes:this.say(i?"other_release_yes":"retry_yes"),action:()=>this.act("retry_download",{failure_id:e.id,strategy:t})}}ignore(e){return{about:e.id,text:this.say("ignore_ask"),yes:this.say("ignore_yes"),action:()=>this.act("dismiss_failure",{failure_id:e.id})}}};p([g()],F.prototype,"show",2),p([g()],F.prototype,"open",2);var is=w`
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
`;var ii={plex:"mdi:plex",radarr:"mdi:movie-open-outline",sabnzbd:"mdi:download-network-outline",sonarr:"mdi:television-classic"},ri=["servers_away","store","environment","given_up","asking","servers_held","questions","approvals"],ni=2e10,pe=class extends v{constructor(){super(...arguments);this.topics=["overview"];this.heading="overview"}static{this.styles=[v.styles,is].flat()}static getStubConfig(){return{}}getCardSize(){return 5}content(){let e=this.feed("overview")?.whole;return e?o`
      ${this.standing(e)} ${this.waiting(e)} ${this.figures(e)}
      <ul class="servers" aria-label=${this.say("servers")}>
        ${e.servers.map(t=>this.server(t))}
      </ul>
    `:o`<div class="empty">${this.say("loading")}</div>`}standing(e){let t=rs(e).length,[i,n,a]=t?["warn","mdi:hand-back-right-outline",this.say("needs_you")]:e.recovery.recovering?["good","mdi:car-cruise-control",this.words.count("being_mended",e.recovery.recovering)]:["good","mdi:check-circle-outline",this.say("all_well")];return o`
      <div class="state">
        <ha-icon class=${i} icon=${n} aria-hidden="true"></ha-icon>
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
    `}waiting(e){let t=rs(e);return t.length?o`
      <ul class="waiting" aria-label=${this.say("needs_you")}>
        ${t.map(([i,n])=>o`
            <li>
              <span class="count" aria-hidden="true">${this.words.number(n)}</span>
              <span>${this.words.count(`waiting.${i}`,n)}</span>
            </li>
          `)}
      </ul>
    `:d}figures({queue:e,disks:t,requests:i}){let n=[...t].sort((a,c)=>a.free-c.free)[0];return o`
      <dl>
        ${this.figure("mdi:download",this.say("downloads"),this.words.number(e.downloads),e.size_left?this.say("left",{left:this.words.size(e.size_left)}):"")}
        ${this.figure(e.paused?"mdi:pause":"mdi:speedometer",this.say("speed"),e.paused?this.say("paused"):this.words.size(e.speed,"second"),e.time_left&&!e.paused?this.words.duration(e.time_left):"")}
        ${n?this.figure("mdi:harddisk",this.say("disk_free"),this.words.size(n.free),n.server,n.free<ni?"bad":""):d}
        ${this.figure("mdi:movie-search-outline",this.say("requests"),this.words.number(i.open),"")}
      </dl>
    `}figure(e,t,i,n,a=""){return o`
      <div class="figure">
        <dt><ha-icon icon=${e} aria-hidden="true"></ha-icon>${t}</dt>
        <dd class=${a}>
          ${i}${n?o`<span class="quiet">${n}</span>`:d}
        </dd>
      </div>
    `}server(e){let[t,i]=e.connected?e.problem?["warn","mdi:alert-outline"]:["good","mdi:check-circle-outline"]:["bad","mdi:close-circle-outline"],n=e.problem??this.say(e.connected?"connected":"away");return o`
      <li>
        <ha-icon icon=${ii[e.type]??"mdi:server"} aria-hidden="true"></ha-icon>
        <div class="text">
          <div class="name">${e.server}</div>
          <div class="line">
            <span>${n}</span>
            ${this.work(e)}
          </div>
        </div>
        <ha-icon class=${t} icon=${i} aria-hidden="true"></ha-icon>
      </li>
    `}work(e){return e.paused?o`<span>${this.say("paused")}</span>`:e.streams?o`<span>${this.words.count("streams",e.streams)}</span>`:d}};function rs({attention:r}){return ri.map(s=>[s,Number(r[s]??0)]).filter(([,s])=>s>0)}function ns(){let r=window;return r.SpeechRecognition??r.webkitSpeechRecognition}function as(){return window.isSecureContext&&ns()!==void 0}function os(r,s,e){let t=ns();if(!t)return e("unsupported"),()=>{};let i=new t,n=null;return i.lang=r,i.interimResults=!0,i.onresult=({results:a})=>{s(Array.from(a,c=>c[0]?.transcript??"").join(""))},i.onerror=({error:a})=>{n=a==="aborted"?null:a},i.onend=()=>e(n),i.start(),()=>i.stop()}var ai=new Set(["available","monitoring","failed","declined","cancelled"]),oi=new Set(["ambiguous","awaiting_confirmation"]);function X({status:r}){return ai.has(r)}function He({status:r}){return oi.has(r)}function Le({title:r,query:s,year:e}){let t=r||s;return e&&r?`${t} (${e})`:t}function ls(r){let s=e=>He(e)?0:e.status==="awaiting_approval"?1:X(e)?3:2;return[...r].sort((e,t)=>s(e)-s(t)||Date.parse(t.updated_at)-Date.parse(e.updated_at))}var ds=w`
  .ask {
    display: flex;
    gap: 8px;
    padding: 4px 16px 12px;
  }
  .ask input {
    flex: 1;
  }
  .poster {
    width: 48px;
    height: 72px;
    flex: none;
    object-fit: cover;
    border-radius: 6px;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
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
  .frame {
    display: flex;
    align-items: center;
    justify-content: center;
    aspect-ratio: 2 / 3;
    border-radius: 8px;
    overflow: hidden;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
  }
  .frame .poster {
    width: 100%;
    height: 100%;
    border-radius: 0;
  }
  .frame ha-icon {
    --mdc-icon-size: 32px;
    width: 32px;
    height: 32px;
  }
  .choice .title {
    font-weight: 500;
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
`;var li={ambiguous:["mdi:help-circle-outline","warn"],approved:["mdi:check","calm"],available:["mdi:check-circle-outline","good"],awaiting_approval:["mdi:account-clock-outline","warn"],awaiting_confirmation:["mdi:help-circle-outline","warn"],cancelled:["mdi:close-circle-outline","calm"],declined:["mdi:cancel","calm"],downloading:["mdi:download","calm"],failed:["mdi:alert-circle-outline","bad"],importing:["mdi:folder-move-outline","calm"],monitoring:["mdi:calendar-sync-outline","good"],partially_available:["mdi:circle-half-full","good"],searching:["mdi:magnify","calm"],waiting_for_release:["mdi:calendar-clock-outline","calm"]},j=class extends v{constructor(){super(...arguments);this.topics=["requests"];this.heading="requests";this.hears=!1;this.broken=new Set;this.hush=null;this.submit=async e=>{e.preventDefault();let t=this.input?.value.trim();if(!t){this.input?.focus();return}let i=await this.run("form",()=>this.act("request_media",{query:t}));if(!i)return;this.input&&(this.input.value="");let n=i.request;if(!n)return;await this.settled(),await this.renderRoot.querySelector("autoarr-list")?.show(n.id),He(n)?this.renderRoot.querySelector(`[data-id="${CSS.escape(n.id)}"] .choice`)?.focus():this.input?.focus()};this.listen=()=>{if(this.hears){this.hush?.();return}this.hears=!0,this.hush=os(this.words.language,e=>{this.input&&(this.input.value=e)},e=>{this.hears=!1,e?this.tell("bad",this.say("not_heard")):this.input?.focus()})};this.row=e=>{let[t,i]=li[e.status]??["mdi:movie-open-outline","calm"],n=e.candidates.length>0&&e.status==="ambiguous";return o`
      <div class="row">
        ${this.poster(e.id,e.poster,t,i)}
        <div class="text">
          <div class="name">${Le(e)}</div>
          <div class="line">
            <span class=${i}>${this.words.member("request_status",e.status)}</span>
            ${this.facts(e)}
          </div>
          ${this.progress(e)}
          ${e.message?o`<div class="message">${e.message}</div>`:d}
          ${n?this.choices(e):d}
          ${this.question?.about===e.id?this.answering(this.question):this.buttons(e)}
        </div>
      </div>
    `}}static{this.styles=[v.styles,ds].flat()}static getStubConfig(){return{}}getCardSize(){return 7}disconnectedCallback(){super.disconnectedCallback(),this.hush?.()}content(){let e=ls(this.items("requests"));return o`
      ${this.form()}
      ${e.length?o`<autoarr-list
              .items=${e}
              .row=${this.row}
              .stamp=${[this.busy,this.question,this.broken,this.now]}
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
        ${as()?o`<button
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
      ${e.eta&&!X(e)?o`<span>${this.words.duration(e.eta)}</span>`:d}
      ${e.requested_by&&e.requested_by.user_id!==this.hass?.user?.id?o`<span>${e.requested_by.name}</span>`:d}
      <span title=${this.words.moment(e.created_at)}
        >${this.words.ago(e.created_at,this.now)}</span
      >
    `}progress(e){return e.progress===null||X(e)?d:o`
      <div
        class="bar"
        role="progressbar"
        aria-label=${this.say("progress_of",{title:Le(e)})}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(e.progress)}
      >
        <div style="width:${Math.min(100,Math.max(0,e.progress))}%"></div>
      </div>
    `}poster(e,t,i,n){let a=this.broken.has(e)?null:gt(t);return a?o`<img
      class="poster"
      alt=""
      loading="lazy"
      referrerpolicy="no-referrer"
      src=${a}
      @error=${()=>{this.broken=new Set([...this.broken,e])}}
    />`:o`<ha-icon class=${n} icon=${i} aria-hidden="true"></ha-icon>`}choices(e){return o`
      <div class="choices" role="group" aria-label=${this.say("which_one")}>
        ${e.candidates.map(t=>this.choice(e,t))}
      </div>
    `}choice(e,t){let i=t.media_type==="series",n=i?"mdi:television-classic":"mdi:movie-open-outline";return o`
      <button
        class="choice"
        title=${t.overview??""}
        ?disabled=${this.busy.has(e.id)}
        @click=${()=>this.run(e.id,()=>this.act("confirm_request",{choice:t.choice,request_id:e.id}))}
      >
        <span class="frame">
          ${this.poster(`${e.id} ${t.choice}`,t.poster,n,"calm")}
        </span>
        <span class="title">${t.title}</span>
        <span class="quiet">
          ${t.year??""} ${this.say(i?"series":"movie")}
          ${t.available?o`<span class="good">${this.say("in_library")}</span>`:d}
        </span>
      </button>
    `}buttons(e){let{id:t,status:i}=e;return o`
      <div class="actions">
        ${i==="awaiting_approval"&&this.isAdmin?o`<button
                  class="main"
                  ?disabled=${this.busy.has(t)}
                  @click=${()=>this.run(t,()=>this.act("approve_request",{request_id:t}))}
                >
                  ${this.say("approve")}
                </button>
                ${this.asking("mdi:cancel",this.say("decline"),{about:t,action:()=>this.act("decline_request",{request_id:t}),text:this.say("decline_ask"),yes:this.say("decline")})}`:d}
        ${i==="awaiting_confirmation"?o`<button
                class="main choice-less"
                ?disabled=${this.busy.has(t)}
                @click=${()=>this.run(t,()=>this.act("confirm_request",{choice:1,request_id:t}))}
              >
                ${this.say("confirm")}
              </button>`:d}
        ${X(e)?d:this.asking("mdi:close",this.say("cancel_request"),{about:t,action:()=>this.act("cancel_request",{request_id:t}),text:this.say("cancel_ask"),yes:this.say("cancel_yes")})}
        <button class="plain" @click=${()=>ue(this,e.correlation_id)}>
          <ha-icon icon="mdi:timeline-text-outline" aria-hidden="true"></ha-icon
          >${this.say("story")}
        </button>
      </div>
    `}};p([g()],j.prototype,"hears",2),p([g()],j.prototype,"broken",2),p([ut("input")],j.prototype,"input",2);function W(){return document.querySelector("home-assistant")?.hass?.locale?.language??(document.documentElement.lang||"en")}var cs={config_entry_id:"edit_stack",title:"edit_title"},di={config_entry_id:"edit_stack_help",title:"edit_title_help"};function us(){let r=T(W()),s=(e,t)=>{let i=e[t];return i&&r.say(i)};return{assertConfig:e=>{for(let t of Object.keys(cs))if(e[t]!==void 0&&typeof e[t]!="string")throw new Error(`${t}: a text is expected`)},computeHelper:({name:e})=>s(di,e),computeLabel:({name:e})=>s(cs,e),schema:[{name:"config_entry_id",selector:{config_entry:{integration:"autoarr"}}},{name:"title",selector:{text:{}}}]}}var ps={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},hs=r=>(...s)=>({_$litDirective$:r,values:s}),he=class{constructor(s){}get _$AU(){return this._$AM._$AU}_$AT(s,e,t){this._$Ct=s,this._$AM=e,this._$Ci=t}_$AS(s,e){return this.update(s,e)}update(s,e){return this.render(...e)}};var{I:ci}=dt,ms=r=>r;var gs=()=>document.createComment(""),U=(r,s,e)=>{let t=r._$AA.parentNode,i=s===void 0?r._$AB:s._$AA;if(e===void 0){let n=t.insertBefore(gs(),i),a=t.insertBefore(gs(),i);e=new ci(n,a,r,r.options)}else{let n=e._$AB.nextSibling,a=e._$AM,c=a!==r;if(c){let l;e._$AQ?.(r),e._$AM=r,e._$AP!==void 0&&(l=r._$AU)!==a._$AU&&e._$AP(l)}if(n!==i||c){let l=e._$AA;for(;l!==n;){let m=ms(l).nextSibling;ms(t).insertBefore(l,i),l=m}}}return e},C=(r,s,e=r)=>(r._$AI(s,e),r),ui={},fs=(r,s=ui)=>r._$AH=s,vs=r=>r._$AH,me=r=>{r._$AR(),r._$AA.remove()};var _s=(r,s,e)=>{let t=new Map;for(let i=s;i<=e;i++)t.set(r[i],i);return t},Fe=hs(class extends he{constructor(r){if(super(r),r.type!==ps.CHILD)throw Error("repeat() can only be used in text expressions")}dt(r,s,e){let t;e===void 0?e=s:s!==void 0&&(t=s);let i=[],n=[],a=0;for(let c of r)i[a]=t?t(c,a):a,n[a]=e(c,a),a++;return{values:n,keys:i}}render(r,s,e){return this.dt(r,s,e).values}update(r,[s,e,t]){let i=vs(r),{values:n,keys:a}=this.dt(s,e,t);if(!Array.isArray(i))return this.ut=a,n;let c=this.ut??=[],l=[],m,_,u=0,f=i.length-1,h=0,y=n.length-1;for(;u<=f&&h<=y;)if(i[u]===null)u++;else if(i[f]===null)f--;else if(c[u]===a[h])l[h]=C(i[u],n[h]),u++,h++;else if(c[f]===a[y])l[y]=C(i[f],n[y]),f--,y--;else if(c[u]===a[y])l[y]=C(i[u],n[y]),U(r,l[y+1],i[u]),u++,y--;else if(c[f]===a[h])l[h]=C(i[f],n[h]),U(r,i[u],i[f]),f--,h++;else if(m===void 0&&(m=_s(a,h,y),_=_s(c,u,f)),m.has(c[u]))if(m.has(c[f])){let A=_.get(a[h]),ye=A!==void 0?i[A]:null;if(ye===null){let Ve=U(r,i[u]);C(Ve,n[h]),l[h]=Ve}else l[h]=C(ye,n[h]),U(r,i[u],ye),i[A]=null;h++}else me(i[f]),f--;else me(i[u]),u++;for(;h<=y;){let A=U(r,l[y+1]);C(A,n[h]),l[h++]=A}for(;u<=f;){let A=i[u++];A!==null&&me(A)}return this.ut=a,fs(r,l),q}});var We=25,pi=76;function hi(r,s){return!s||r.some((e,t)=>e!==s[t])}function mi(r,s=We){let e=[];for(let t=0;t<r.length;t+=s)e.push({n:e.length,items:r.slice(t,t+s)});return e}var $=class extends k{constructor(){super(...arguments);this.items=[];this.row=()=>o``;this.label="";this.stamp=[];this.more=!1;this.near=new Set([0]);this.heights=new Map}createRenderRoot(){return this}connectedCallback(){super.connectedCallback(),this.tabIndex=0,!(typeof IntersectionObserver>"u")&&(this.watcher=new IntersectionObserver(e=>this.look(e),{root:this,rootMargin:"600px 0px"}),this.hasUpdated&&this.watch())}disconnectedCallback(){super.disconnectedCallback(),this.watcher?.disconnect(),this.watcher=void 0}render(){return o`
      <div role="list" aria-label=${this.label}>
        ${Fe(mi(this.items),e=>e.n,e=>this.chunk(e))}
      </div>
      ${this.more?o`<div class="end" data-chunk="end"></div>`:d}
    `}chunk({n:e,items:t}){let i=this.near.has(e),n=this.heights.get(e)??t.length*pi;return o`
      <div role="none" data-chunk=${e} style=${i?"":`height:${n}px`}>
        ${i?Fe(t,a=>a.id,this.item(e*We)):d}
      </div>
    `}item(e){return(t,i)=>o`
      <div
        class="item"
        role="listitem"
        data-id=${t.id}
        aria-setsize=${this.items.length}
        aria-posinset=${e+i+1}
      >
        ${this.row(t)}
      </div>
    `}updated(e){let t=this.querySelector(".end");t&&e.has("items")&&this.watcher?.unobserve(t),this.watch()}async show(e){let t=this.items.findIndex(n=>n.id===e);if(t<0)return!1;this.near=new Set([...this.near,Math.floor(t/We)]),await this.updateComplete;let i=matchMedia("(prefers-reduced-motion: reduce)").matches;return this.querySelector(`[data-id="${CSS.escape(e)}"]`)?.scrollIntoView({block:"nearest",behavior:i?"auto":"smooth"}),!0}watch(){for(let e of this.querySelectorAll("[data-chunk]"))this.watcher?.observe(e)}look(e){let t=new Set(this.near);for(let i of e){let n=i.target;if(n.dataset.chunk==="end"){i.isIntersecting&&this.dispatchEvent(new CustomEvent("more"));continue}if(!n.isConnected)continue;let a=Number(n.dataset.chunk);i.isIntersecting?t.add(a):t.delete(a)&&i.boundingClientRect.height&&this.heights.set(a,i.boundingClientRect.height)}(t.size!==this.near.size||[...t].some(i=>!this.near.has(i)))&&(this.near=t)}};p([x({attribute:!1})],$.prototype,"items",2),p([x({attribute:!1})],$.prototype,"row",2),p([x()],$.prototype,"label",2),p([x({attribute:!1,hasChanged:hi})],$.prototype,"stamp",2),p([x({type:Boolean})],$.prototype,"more",2),p([g()],$.prototype,"near",2);var gi=new Set(["button","update","event","todo"]),fe=class extends HTMLElement{static async generate(s,e){let t=L(e).filter(({id:n})=>!s.config_entry_id||n===s.config_entry_id);return{title:"AutoArr",views:t.length?t.flatMap(n=>fi(n,t.length>1,e)):[Ue("AutoArr","autoarr",[ge(void 0,["overview"])])]}}static getCreateSuggestions(){return{icon:"mdi:car-cruise-control",title:"AutoArr"}}},ve=class extends HTMLElement{static async generate(s,e){let t=s.config_entry_id??L(e)[0]?.id;return{max_columns:3,sections:ys(t),type:"sections"}}};function fi(r,s,e){let t=T(e.locale?.language),i=s?r.name:"AutoArr",n=s?r.id:"autoarr",a=t.say("servers");return[Ue(i,n,ys(r.id)),{...Ue(s?`${r.name}: ${a}`:a,`${n}-servers`,yt(e,r.id).map(c=>vi(c,e))),icon:"mdi:server"}]}function Ue(r,s,e){return{icon:"mdi:car-cruise-control",max_columns:3,path:s,sections:e,title:r,type:"sections"}}function ys(r){return[ge(r,["overview","request"]),ge(r,["downloads","audit"]),ge(r,["activity"])]}function ge(r,s){return{cards:s.map(e=>({type:`custom:autoarr-${e}-card`,...r?{config_entry_id:r}:{},grid_options:{columns:"full"}})),type:"grid"}}function vi(r,s){let e=Object.values(s.entities).filter(t=>t.device_id===r.id&&!t.hidden&&!gi.has(t.entity_id.split(".")[0]??""));return{cards:[{heading:r.name_by_user||r.name,icon:"mdi:server",type:"heading"},...e.map(({entity_id:t})=>({entity:t,type:"tile"}))],type:"grid"}}function ws(){return{description:T(W()).say("strategy_description"),name:"AutoArr",strategyType:"dashboard",type:"autoarr"}}var _i={activity:b,audit:E,downloads:F,overview:pe,request:j};function _e(r,s){customElements.get(r)||customElements.define(r,s)}_e("autoarr-list",$);_e("ll-strategy-dashboard-autoarr",fe);_e("ll-strategy-view-autoarr",ve);window.customCards??=[];window.customStrategies??=[];var bs=T(W());for(let[r,s]of Object.entries(_i))Object.assign(s,{getConfigForm:us}),_e(`autoarr-${r}-card`,s),window.customCards.push({description:bs.say(`${r}_description`),documentationURL:"https://github.com/autoarr/autoarr/blob/main/docs/dashboard.md",name:`AutoArr: ${bs.say(`${r}_name`)}`,preview:!0,type:`autoarr-${r}-card`});window.customStrategies.push(ws());
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
