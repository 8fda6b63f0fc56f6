/** The stacks of this home, as far as everybody may know them: by their devices. */

import type { Device, Hass } from "./hass";

export interface Stack {
  /** Of its config entry. */
  id: string;
  name: string;
}

/** Return the stacks, by name. */
export function stacksOf(hass: Hass): Stack[] {
  return Object.values(hass.devices ?? {})
    .filter((device) => stackIdOf(device))
    .map((device) => ({
      id: stackIdOf(device) as string,
      name: device.name_by_user || device.name || "AutoArr",
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Return the config entry that a device stands for; nothing for a server's device. */
function stackIdOf(device: Device): string | undefined {
  return device.identifiers.find(
    ([domain, id]) => domain === "autoarr" && device.config_entries.includes(id),
  )?.[1];
}

/** Return the devices of a stack's servers, by name. */
export function serversOf(hass: Hass, stack: string): Device[] {
  return Object.values(hass.devices ?? {})
    .filter(
      (device) =>
        device.config_entries.includes(stack) &&
        device.identifiers.some(([domain]) => domain === "autoarr") &&
        !stackIdOf(device),
    )
    .sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
}
