/** Makes the cards and the dashboard known to Home Assistant. */

import { ActivityCard } from "./cards/activity";
import { AuditCard } from "./cards/audit";
import { DownloadsCard } from "./cards/downloads";
import { OverviewCard } from "./cards/overview";
import { RequestCard } from "./cards/request";
import { StatisticsCard } from "./cards/statistics";
import { configForm } from "./editor";
import { pageLanguage } from "./hass";
import { LongList } from "./list";
import { Poster } from "./poster";
import { DashboardStrategy, describeStrategy, ViewStrategy } from "./strategy";
import { type Phrase, wordsFor } from "./text";

declare global {
  interface HTMLElementTagNameMap {
    "autoarr-list": LongList<{ id: string }>;
    "autoarr-poster": Poster;
  }
  interface Window {
    customCards?: object[];
    customStrategies?: object[];
  }
}

const CARDS = {
  activity: ActivityCard,
  audit: AuditCard,
  downloads: DownloadsCard,
  overview: OverviewCard,
  request: RequestCard,
  statistics: StatisticsCard,
};

/** Define an element, unless an earlier copy of this file did. */
function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

define("autoarr-list", LongList);
define("autoarr-poster", Poster);
define("ll-strategy-dashboard-autoarr", DashboardStrategy);
define("ll-strategy-view-autoarr", ViewStrategy);

window.customCards ??= [];
window.customStrategies ??= [];
const words = wordsFor(pageLanguage());
for (const [name, element] of Object.entries(CARDS)) {
  Object.assign(element, { getConfigForm: configForm });
  define(`autoarr-${name}-card`, element);
  window.customCards.push({
    description: words.say(`${name}_description` as Phrase),
    documentationURL: "https://github.com/autoarr/autoarr/blob/main/docs/dashboard.md",
    name: `AutoArr: ${words.say(`${name}_name` as Phrase)}`,
    preview: true,
    type: `autoarr-${name}-card`,
  });
}
window.customStrategies.push(describeStrategy());
