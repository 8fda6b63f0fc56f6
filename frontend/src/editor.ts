/** The visual editor of every card: which stack, and a title of one's own. */

import { pageLanguage } from "./hass";
import { type Phrase, wordsFor } from "./text";

interface Field {
  name: string;
}

const LABELS: Record<string, Phrase> = {
  config_entry_id: "edit_stack",
  title: "edit_title",
};
const HELP: Record<string, Phrase> = {
  config_entry_id: "edit_stack_help",
  title: "edit_title_help",
};

export function configForm(): object {
  const words = wordsFor(pageLanguage());
  const told = (phrases: Record<string, Phrase>, name: string): string | undefined => {
    const phrase = phrases[name];
    return phrase && words.say(phrase);
  };
  return {
    assertConfig: (config: Record<string, unknown>): void => {
      for (const name of Object.keys(LABELS)) {
        if (config[name] !== undefined && typeof config[name] !== "string")
          throw new Error(`${name}: a text is expected`);
      }
    },
    computeHelper: ({ name }: Field) => told(HELP, name),
    computeLabel: ({ name }: Field) => told(LABELS, name),
    schema: [
      {
        name: "config_entry_id",
        selector: { config_entry: { integration: "autoarr" } },
      },
      { name: "title", selector: { text: {} } },
    ],
  };
}
