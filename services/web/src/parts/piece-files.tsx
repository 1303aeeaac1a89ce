// piece-files.tsx — the files of a draft: chosen, photographed or pasted, each with a caption and in its order,
// and large photos shrunk unless the originals are wanted.
import { useEffect, useState } from "preact/hooks";
import { shownName, size } from "../format";
import type { Drafting } from "../queue/draft";
import type { KeptFile } from "../queue/types";
import { t } from "../words";
import { FileField } from "./file-field";
import { Icon } from "./icon";
import { Small } from "./small";

type Work = Pick<Drafting<object>, "item" | "addFiles" | "keepFiles" | "swapPhotos">;

const ending = (name: string) => name.split(".").pop()?.slice(0, 5).toLocaleUpperCase("vi") ?? "";

function Strip({ files }: { files: KeptFile[] }) {
  return files.length === 0 ? null : (
    <ul class="strip">
      {files.map((file) => (
        <li key={file.id}>
          {file.thumb ? <Small bytes={file.thumb} /> : <span class="tile">{ending(file.name)}</span>}
          <span class="quiet">{shownName(file.name)}</span>
          {file.problem && <span class="fault">{file.problem.detail} {file.problem.mend}</span>}
        </li>
      ))}
    </ul>
  );
}

function Shrunk({ files, swap }: { files: KeptFile[]; swap: () => void }) {
  const photos = files.filter((file) => file.other);
  const sum = (sizes: number[]) => size(sizes.reduce((all, one) => all + one, 0));
  const [now, other] = [photos.map((file) => file.size), photos.map((file) => file.other?.size ?? 0)];
  const isSmall = (now[0] ?? 0) < (other[0] ?? 0);
  return photos.length === 0 ? null : (
    <p class="shrunk quiet">
      <Icon name="ok" />
      <span class="grow">{isSmall ? t("{count} ảnh thu nhỏ từ {from} còn {to}, giữ ngày chụp", { count: photos.length, from: sum(other), to: sum(now) })
        : t("{count} ảnh giữ nguyên gốc, {from}", { count: photos.length, from: sum(now) })}</span>
      <button type="button" class="link" onClick={swap}>{isSmall ? t("Giữ gốc") : t("Thu nhỏ")}</button>
    </p>
  );
}

function forward(files: KeptFile[], id: string): KeptFile[] {
  const at = files.findIndex((file) => file.id === id);
  return at < 1 ? files : [...files.slice(0, at - 1), files[at], files[at - 1], ...files.slice(at + 1)] as KeptFile[];
}

// What is typed stands, though the list is drawn again while its files are sent.
function Caption({ of, change }: { of: string; change: (caption: string) => void }) {
  const [text, setText] = useState(of);
  return <label>{t("Chú thích")}<input maxLength={300} value={text} onInput={(event) => setText(event.currentTarget.value)} onChange={() => change(text.trim())} /></label>;
}

function Order({ files, keep }: { files: KeptFile[]; keep: Work["keepFiles"] }) {
  const describe = (id: string, caption: string) => void keep((kept) => kept.map((one) => (one.id === id ? { ...one, caption } : one)));
  return files.length === 0 ? null : (
    <details class="order">
      <summary>{t("Chú thích, thứ tự, bỏ tệp ({count} tệp)", { count: files.length })}</summary>
      <ul class="plain">
        {files.map((file, at) => (
          <li key={file.id}>
            <b>{at + 1}. {shownName(file.name)}</b> <span class="quiet">{size(file.size)}</span>
            <Caption of={file.caption} change={(caption) => describe(file.id, caption)} />
            <div class="row">
              <button type="button" disabled={at === 0} onClick={() => void keep((kept) => forward(kept, file.id))} aria-label={t("Đưa {name} lên trước", { name: shownName(file.name) })}>{t("Lên trước")}</button>
              <button type="button" onClick={() => void keep((kept) => kept.filter((one) => one.id !== file.id))} aria-label={t("Bỏ {name}", { name: shownName(file.name) })}>{t("Bỏ")}</button>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function PieceFiles({ of, paste }: { of: Work; paste: (link: string) => void }) {
  const [round, setRound] = useState(0);
  const files = of.item?.files ?? [];
  // What was chosen is kept at once, and the field is empty again for more.
  const add = (chosen: File[]) => chosen.length > 0 && void of.addFiles(chosen).then(() => setRound((known) => known + 1));
  useEffect(() => {
    const take = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain").trim() ?? "";
      const isTyping = (event.target as HTMLElement).matches("input, textarea");
      add([...event.clipboardData?.files ?? []]);
      if (!isTyping && /^https?:\/\/\S+$/.test(text)) {
        paste(text);
      }
    };
    addEventListener("paste", take);
    return () => removeEventListener("paste", take);
  });
  return (
    <section class="piece-files">
      <Strip files={files} />
      <div class="choose">
        <FileField key={`photo ${round}`} label={t("Chụp ảnh")} hint=" " accept="image/*" capture="environment" change={add} />
        <FileField key={round} label={t("Tệp đính kèm")} hint={t("Chọn, kéo thả hoặc dán tệp vào đây")} multiple change={add} />
      </div>
      <Shrunk files={files} swap={() => void of.swapPhotos()} />
      <Order files={files} keep={of.keepFiles} />
    </section>
  );
}
