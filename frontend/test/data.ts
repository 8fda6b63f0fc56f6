/** Things as AutoArr tells them. */

import type { Activity, Download, Failure, Finding, MediaRequest } from "../src/api";

const media = { episodes: [], media_type: null, season: null, title: "", year: null };

export function download(id: string, changes: Partial<Download> = {}): Download {
  return {
    client: "SABnzbd",
    correlation_id: `story-${id}`,
    failure: null,
    id,
    media,
    progress: 40,
    protocol: "usenet",
    quality: "Bluray-1080p",
    server: "Radarr",
    size: 5e9,
    size_left: 3e9,
    status: "downloading",
    time_left: 300,
    title: `Download ${id}`,
    ...changes,
  };
}

export function failure(id: string, changes: Partial<Failure> = {}): Failure {
  return {
    attempts: [],
    blames: "release",
    cause: "Parts of the release are missing.",
    class: "bad_release",
    correlation_id: `story-${id}`,
    detected_at: "2026-01-01T10:00:00+00:00",
    download_id: `download-${id}`,
    evidence: [{ source: "sabnzbd", text: "Repair failed" }],
    id,
    media,
    next_attempt_at: null,
    next_step: "blocklist_search",
    server: "Radarr",
    state: "new",
    title: `Failure ${id}`,
    ...changes,
  };
}

export function request(id: string, changes: Partial<MediaRequest> = {}): MediaRequest {
  return {
    candidates: [],
    correlation_id: `story-${id}`,
    created_at: "2026-01-01T10:00:00+00:00",
    eta: null,
    id,
    media_type: "movie",
    message: "",
    progress: null,
    quality: null,
    query: "dune",
    requested_by: { name: "Me", user_id: "me" },
    seasons: null,
    status: "searching",
    title: "Dune",
    updated_at: "2026-01-01T10:00:00+00:00",
    year: 2021,
    ...changes,
  };
}

export function activity(id: string, changes: Partial<Activity> = {}): Activity {
  return {
    at: "2026-01-01T10:00:00+00:00",
    correlation_id: null,
    data: {},
    id,
    kind: "download",
    message: `Message ${id}`,
    server: "Radarr",
    severity: "info",
    title: `Title ${id}`,
    ...changes,
  };
}

export function finding(id: string, changes: Partial<Finding> = {}): Finding {
  return {
    category: "downloads",
    current: "off",
    explanation: null,
    fixable: true,
    id,
    priority: null,
    recommended: "on",
    risk: "low",
    rule_id: "rule",
    server: "SABnzbd",
    severity: "medium",
    source: "manual",
    state: "open",
    title: `Finding ${id}`,
    why: "Because.",
    ...changes,
  };
}
