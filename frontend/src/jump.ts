/** From any card to a story in the activity card on the same page. */

const EVENT = "autoarr-open-story";

/** Ask whoever shows the feed to open a story. */
export function openStory(from: EventTarget, correlation: string | null): void {
  if (!correlation) return;
  from.dispatchEvent(
    new CustomEvent(EVENT, { bubbles: true, composed: true, detail: correlation }),
  );
}

/** Be asked to open stories; return how to stop. */
export function onOpenStory(listener: (correlation: string) => void): () => void {
  const hear = (event: Event): void => listener((event as CustomEvent<string>).detail);
  window.addEventListener(EVENT, hear);
  return () => window.removeEventListener(EVENT, hear);
}
