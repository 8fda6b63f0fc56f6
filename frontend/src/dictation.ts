/** Speaking instead of typing, where the browser can listen. */

interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult:
    | ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void)
    | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

type Maker = new () => Recognition;

function maker(): Maker | undefined {
  const page = window as unknown as Record<string, Maker | undefined>;
  return page.SpeechRecognition ?? page.webkitSpeechRecognition;
}

/** Return whether the browser can listen; it refuses to where the page is not secure. */
export function canDictate(): boolean {
  return window.isSecureContext && maker() !== undefined;
}

/** Listen; return how to stop. `ended` is told what went wrong, if anything did. */
export function dictate(
  language: string,
  heard: (text: string) => void,
  ended: (err: string | null) => void,
): () => void {
  const Listener = maker();
  if (!Listener) {
    ended("unsupported");
    return () => undefined;
  }
  const listener = new Listener();
  let trouble: string | null = null;
  listener.lang = language;
  listener.interimResults = true;
  listener.onresult = ({ results }) => {
    heard(Array.from(results, (result) => result[0]?.transcript ?? "").join(""));
  };
  listener.onerror = ({ error }) => {
    trouble = error === "aborted" ? null : error;
  };
  listener.onend = () => ended(trouble);
  listener.start();
  return () => listener.stop();
}
