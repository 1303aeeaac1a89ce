// visit-photos.tsx — photos of a record of a visit: taken or chosen, each with its caption and what it
// shows in words; and photos that were sent.
import { useState } from "preact/hooks";
import { Schemas } from "../api";
import { shownName } from "../format";
import type { Drafting } from "../queue/draft";
import type { KeptFile } from "../queue/types";
import { t } from "../words";
import { FileField } from "./file-field";
import { FileRemarks, isRefused } from "./file-remarks";
import { Small } from "./small";
import { TextField } from "./text-field";

type Work = Pick<Drafting<object>, "item" | "addFiles" | "keepFiles">;

function Words({ file, n, fault, keep }: { file: KeptFile; n: number; fault: boolean; keep: Work["keepFiles"] }) {
  // What is typed stands, though the list is drawn again while the photo is kept.
  const [words, setWords] = useState({ caption: file.caption, alt: file.alt ?? "" });
  const change = (part: Partial<typeof words>) => {
    const next = { ...words, ...part };
    setWords(next);
    void keep((kept) => kept.map((one) => (one.id === file.id ? { ...one, ...next } : one)));
  };
  return (
    <li class="photo">
      <div class="row">
        {file.thumb ? <Small bytes={file.thumb} /> : <span class="tile" />}
        <span class="grow quiet">{shownName(file.name)}</span>
        <button type="button" onClick={() => void keep((kept) => kept.filter((one) => one.id !== file.id))} aria-label={t("Bỏ {name}", { name: shownName(file.name) })}>{t("Bỏ")}</button>
      </div>
      <TextField label={t("Chú thích ảnh {n}", { n })} most={500} value={words.caption} change={(caption) => change({ caption })} />
      <TextField label={t("Ảnh {n} cho thấy gì", { n })} most={500} required value={words.alt} change={(alt) => change({ alt })}
        hint={t("Đọc cho người không xem được ảnh.")} fault={fault && !words.alt.trim() ? t("Mô tả ảnh này bằng lời.") : null} />
    </li>
  );
}

export function VisitPhotos({ of, isTried }: { of: Work; isTried: boolean }) {
  const [round, setRound] = useState(0);
  const add = (chosen: File[]) => chosen.length > 0 && void of.addFiles(chosen).then(() => setRound((known) => known + 1));
  return (
    <div class="visit-photos">
      <ul class="plain">{of.item?.files.map((file, at) => <Words key={file.id} file={file} n={at + 1} fault={isTried} keep={of.keepFiles} />)}</ul>
      <FileField key={round} label={t("Thêm ảnh")} hint={t("Chụp hoặc chọn ảnh; ảnh giữ trên máy đến khi gửi xong.")} accept="image/jpeg,image/png,image/webp" change={add} />
    </div>
  );
}

export const lacksWords = (files: KeptFile[]) => files.some((file) => !file.alt?.trim());

export function SentPhotos({ of, photos }: { of: string; photos: Schemas["VisitPhoto"][] }) {
  return photos.length === 0 ? null : (
    <ul class="strip">
      {photos.map((photo) => (
        <li key={photo.number}>
          {isRefused(photo) ? <span class="tile" /> : <a href={`/api/v1/visit-photos/${of}/${photo.number}`} target="_blank" rel="noopener"><img class="tile" loading="lazy" src={`/api/v1/visit-photos/${of}/${photo.number}`} alt={photo.alt} /></a>}
          {photo.caption && <span class="quiet">{photo.caption}</span>}
          {photo.is_read && <FileRemarks of={photo} />}
        </li>
      ))}
    </ul>
  );
}

export function KeptPhotos({ files }: { files: KeptFile[] }) {
  return files.length === 0 ? null : (
    <ul class="strip">{files.map((file) => <li key={file.id}>{file.thumb ? <Small bytes={file.thumb} /> : <span class="tile" />}<span class="quiet">{file.caption || file.alt}</span></li>)}</ul>
  );
}
