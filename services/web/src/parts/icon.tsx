// icon.tsx — the page's icons, each beside a word that says the same.
const SHAPES = {
  today: "M4 11.5 12 4l8 7.5V20h-5.5v-5h-5v5H4z",
  list: "M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5",
  add: "M12 5v14M5 12h14",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
  more: "M6 12h.5M12 12h.5M18 12h.5",
  alert: "M12 4.5 21 20H3zM12 10v4.5M12 17.2v.3",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8v4.5l3 2",
  scales: "M12 4v16M8 20h8M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z",
  chart: "M4 20h16M7 16.5V11M12 16.5V5M17 16.5V8.5",
  sheet: "M5 4h14v16H5zM5 9.5h14M5 15h14M11 9.5V20",
  book: "M5 5a2 2 0 0 1 2-2h12v15H7a2 2 0 0 0-2 2zM5 20a1.5 1.5 0 0 0 1.5 1.5H19",
  globe: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17c-5-5-5-12 0-17z",
  figures: "M5 5h14M5 19h14M7 8.5l5 3.5-5 3.5M14 15.5h4",
  units: "M4 20V9l5-4 5 4v11M14 20v-8h6v8M3 20h18M8 12h2M8 16h2",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 2.5-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.3.8 3.5 2.6 3.5 5.5",
  map: "M3.5 6.5 9 4l6 2.5L20.5 4v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20",
  flag: "M6 21V4h12l-3 4.500 3 4.500H6",
  ok: "M5 12.5l4.5 4.5L19 7",
  next: "M9.5 6l6 6-6 6",
  back: "M14.5 6l-6 6 6 6",
  calendar: "M5 6h14v14H5zM5 10.5h14M9 4v3.5M15 4v3.5",
  close: "M6 6l12 12M18 6 6 18",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  cloud: "M7 18.5a4 4 0 0 1-.5-8 6 6 0 0 1 11.3 1.2A3.5 3.5 0 0 1 17 18.5M4 4l16 16",
  again: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.5M20 4.5v5h-5",
  find: "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM16 16l4.5 4.5",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  leave: "M14 4H5v16h9M10 12h10M17 8.5l3.5 3.5-3.5 3.5",
};
export type IconName = keyof typeof SHAPES;
export const NAMES = Object.keys(SHAPES) as IconName[];

export function Icon({ name }: { name: IconName }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={SHAPES[name]} /></svg>;
}
