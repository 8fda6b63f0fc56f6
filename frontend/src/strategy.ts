/** The dashboard that builds itself: a page for each stack, and one for its servers. */

import type { Device, EntityEntry, Hass } from "./hass";
import { pageLanguage } from "./hass";
import { type Stack, serversOf, stacksOf } from "./stacks";
import { wordsFor } from "./text";

interface StrategyConfig {
  type: string;
  config_entry_id?: string;
}

interface View {
  title: string;
  path: string;
  icon: string;
  type: "sections";
  max_columns: number;
  sections: object[];
}

const HIDDEN = new Set(["button", "update", "event", "todo"]);

export class DashboardStrategy extends HTMLElement {
  static async generate(
    config: StrategyConfig,
    hass: Hass,
  ): Promise<{ title: string; views: View[] }> {
    const stacks = stacksOf(hass).filter(
      ({ id }) => !config.config_entry_id || id === config.config_entry_id,
    );
    const views = stacks.length
      ? stacks.flatMap((stack) => viewsOf(stack, stacks.length > 1, hass))
      : [view("AutoArr", "autoarr", [section(config.config_entry_id, ["overview"])])];
    return { title: "AutoArr", views };
  }

  static getCreateSuggestions(): { title: string; icon: string } {
    return { icon: "mdi:car-cruise-control", title: "AutoArr" };
  }
}

/** The same cards as one view of another dashboard. */
export class ViewStrategy extends HTMLElement {
  static async generate(config: StrategyConfig, hass: Hass): Promise<object> {
    const wanted = config.config_entry_id ?? stacksOf(hass)[0]?.id;
    return { max_columns: 3, sections: sectionsOf(wanted), type: "sections" };
  }
}

function viewsOf(stack: Stack, several: boolean, hass: Hass): View[] {
  const words = wordsFor(hass.locale?.language);
  const home = several ? stack.name : "AutoArr";
  const path = several ? stack.id : "autoarr";
  const servers = words.say("servers");
  return [
    view(home, path, sectionsOf(stack.id)),
    {
      ...view(
        several ? `${stack.name}: ${servers}` : servers,
        `${path}-servers`,
        serversOf(hass, stack.id).map((device) => serverSection(device, hass)),
      ),
      icon: "mdi:server",
    },
  ];
}

function view(title: string, path: string, sections: object[]): View {
  return {
    icon: "mdi:car-cruise-control",
    max_columns: 3,
    path,
    sections,
    title,
    type: "sections",
  };
}

function sectionsOf(stack: string | undefined): object[] {
  return [
    section(stack, ["overview", "request"]),
    section(stack, ["downloads", "audit"]),
    section(stack, ["activity", "statistics"]),
  ];
}

function section(stack: string | undefined, cards: string[]): object {
  return {
    cards: cards.map((card) => ({
      type: `custom:autoarr-${card}-card`,
      ...(stack ? { config_entry_id: stack } : {}),
      grid_options: { columns: "full" },
    })),
    type: "grid",
  };
}

function serverSection(device: Device, hass: Hass): object {
  const entities = Object.values(hass.entities).filter(
    (entity: EntityEntry) =>
      entity.device_id === device.id &&
      !entity.hidden &&
      !HIDDEN.has(entity.entity_id.split(".")[0] ?? ""),
  );
  return {
    cards: [
      {
        heading: device.name_by_user || device.name,
        icon: "mdi:server",
        type: "heading",
      },
      ...entities.map(({ entity_id }) => ({ entity: entity_id, type: "tile" })),
    ],
    type: "grid",
  };
}

/** What Home Assistant shows where a person chooses a dashboard. */
export function describeStrategy(): object {
  const words = wordsFor(pageLanguage());
  return {
    description: words.say("strategy_description"),
    name: "AutoArr",
    strategyType: "dashboard",
    type: "autoarr",
  };
}
