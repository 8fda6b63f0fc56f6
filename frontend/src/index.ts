/** Waits for Home Assistant's frontend, and only then brings in everything else.
 *
 * The frontend replaces the page's registry of elements, and the class that all elements
 * come from, while it starts: what is defined before is lost to it.
 */

const PATIENCE = 10_000;
/** Milliseconds; a page that is not the frontend's own shows the cards too. */

await Promise.race([
  customElements.whenDefined("home-assistant"),
  new Promise((resolve) => setTimeout(resolve, PATIENCE)),
]);
await import("./elements");

export {};
