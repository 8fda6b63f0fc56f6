/** Cards on a page, and what is read and tapped there. */

import type { AutoarrCard } from "../src/card";
import { fakeHass } from "./fakes";

export const settled = async (card: AutoarrCard): Promise<void> => {
  for (let n = 0; n < 4; n += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await card.updateComplete;
    const list = card.renderRoot.querySelector("autoarr-list");
    await list?.updateComplete;
  }
};

export async function shown(
  name: string,
  hass = fakeHass(),
  config: object = {},
): Promise<AutoarrCard> {
  const card = document.createElement(`autoarr-${name}-card`) as AutoarrCard;
  card.setConfig({ type: `custom:autoarr-${name}-card`, ...config });
  card.hass = hass;
  document.body.append(card);
  await settled(card);
  return card;
}

export const text = (card: AutoarrCard): string =>
  (card.renderRoot.textContent ?? "").replace(/\s+/g, " ");

export function button(card: AutoarrCard, label: string): HTMLButtonElement {
  const found = [...card.renderRoot.querySelectorAll("button")].find((each) =>
    `${each.textContent} ${each.getAttribute("aria-label")}`.includes(label),
  );
  if (!found) throw new Error(`no button ${label} in: ${text(card)}`);
  return found;
}
