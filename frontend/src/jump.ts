/** From any card to a story in the activity card on the same page. */

const EVENT = "autoarr-open-story";

/** Ask whoever shows the feed to open a story; return whether anybody does. */
export function openStory(from: EventTarget, correlation: string): boolean {
  const asked = new CustomEvent(EVENT, {
    bubbles: true,
    cancelable: true,
    composed: true,
    detail: correlation,
  });
  return !from.dispatchEvent(asked);
}

/** Be asked to open stories; return how to stop. */
export function onOpenStory(listener: (correlation: string) => void): () => void {
  const hear = (event: Event): void => {
    event.preventDefault();
    listener((event as CustomEvent<string>).detail);
  };
  window.addEventListener(EVENT, hear);
  return () => window.removeEventListener(EVENT, hear);
}
