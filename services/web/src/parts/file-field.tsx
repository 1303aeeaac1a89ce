// file-field.tsx — choosing files in our words: by a button, or dropped on it; what was chosen can
// be taken back one by one.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { shownName, size } from "../format";
import { t } from "../words";
import { Icon } from "./icon";

export function FileField({ label, hint, name, accept, multiple, required, capture, change }: {
  label: string; hint?: string; name?: string; accept?: string; multiple?: boolean; required?: boolean; capture?: "environment"; change?: (files: File[]) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<File[]>([]);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const form = input.current?.form;
    const forget = () => setFiles([]);
    form?.addEventListener("reset", forget);
    return () => form?.removeEventListener("reset", forget);
  }, []);
  // The form reads them from the input, too.
  const put = (next: File[]) => {
    const held = new DataTransfer();
    next.forEach((file) => held.items.add(file));
    if (input.current) {
      input.current.files = held.files;
    }
    setFiles(next);
    change?.(next);
  };
  const add = (more: Iterable<File>) => put(multiple ? [...files, ...more] : [...more].slice(0, 1));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer?.files ?? []);
  };
  return (
    <div class={isOver ? "files over" : "files"} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <input ref={input} id={id} class="hidden" type="file" name={name} accept={accept} multiple={multiple} required={required} capture={capture}
        aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => add([...(event.currentTarget.files ?? [])])} />
      <label for={id} class="button"><Icon name="add" />{label}</label>
      <span class="quiet" id={`${id}-hint`}>{hint ?? t("Chọn tệp, hoặc kéo tệp thả vào đây")}</span>
      {files.length > 0 && (
        <ul class="plain">
          {files.map((file, at) => (
            <li><span class="grow">{shownName(file.name)}</span><span class="quiet">{size(file.size)}</span>
              <button type="button" onClick={() => put(files.filter((_, place) => place !== at))} aria-label={t("Bỏ {name}", { name: shownName(file.name) })}><Icon name="close" /></button></li>
          ))}
        </ul>
      )}
    </div>
  );
}
