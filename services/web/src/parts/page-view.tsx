// page-view.tsx — a page of a file as the server draws it, with the words that matter marked on it.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { useFresh } from "../live";
import { t } from "../words";
import { placesOf } from "./passage";

const PICTURES = /\.(jpe?g|png|webp|heic|heif|gif|tiff?|avif)$/i;

// Whether the server can draw the file, by its name; it answers by the content.
export const isDrawn = (name: string) => /\.pdf$/i.test(name) || PICTURES.test(name);
export const isPicture = (name: string) => PICTURES.test(name);
// `path` is a file's address below that of the API.
export const pieceFile = (evidence: string, file: number) => `/evidence/${evidence}/files/${file}`;
export const reportFile = (report: string, file: number) => `/self-reports/${report}/files/${file}`;
export const drawn = (path: string, page: number, width: number) => `/api/v1${path}/pages/${page}?width=${width}`;

// A file's first page, small; a word in its place if it cannot be drawn.
export function Thumbnail({ path, name }: { path: string; name: string }) {
  const [isLost, setLost] = useState(false);
  const kind = (name.split(".").pop() ?? "").slice(0, 4).toUpperCase();
  return isLost || !isDrawn(name)
    ? <span class="thumbnail" aria-hidden="true">{kind}</span>
    : <img class="thumbnail" src={drawn(path, 1, 160)} alt="" loading="lazy" width="72" height="72" onError={() => setLost(true)} />;
}

function Marks({ path, page, said }: { path: string; page: number; said: string }) {
  const { data } = useFresh<Schemas["PageWords"]>(`${path}/pages/${page}/words`, () => false);
  return (
    <>
      {placesOf(said, data?.words ?? []).map((word) => (
        <i class="page-mark" style={{ left: `${word.x / 100}%`, top: `${word.y / 100}%`, width: `${word.width / 100}%`, height: `${word.height / 100}%` }} />
      ))}
    </>
  );
}

export function PageView({ path, name, page, said }: { path: string; name: string; page: number; said?: string }) {
  const [isLost, setLost] = useState(false);
  const width = Math.min(innerWidth, 900) * (devicePixelRatio > 1.5 ? 2 : 1);
  if (isLost) {
    return (
      <p class="notice" role="status">{t("Không hiện được trang này.")}{" "}
        <a href={`/api/v1${path}`} download={name}>{t("Tải tệp về")}</a></p>
    );
  }
  return (
    <div class="paper">
      <img src={drawn(path, page, Math.min(1600, Math.round(width)))} alt={t("{name}, trang {page}", { name, page })} onError={() => setLost(true)} />
      {said && !isPicture(name) && <Marks path={path} page={page} said={said} />}
    </div>
  );
}
