// others.tsx — what another person saved while this form was open: taken over where one had not
// typed, offered where one had.
import { t } from "../words";
import type { Other } from "./typed-form";

export function Others({ of, nameOf, show, take }: {
  of: Other[]; nameOf: (field: string) => string; show: (field: string, value: string) => string; take: (other: Other) => void;
}) {
  return of.length === 0 ? null : (
    <div class="notice warn" role="alert">
      <b>{t("Người khác vừa sửa nội dung này")}</b>
      <ul class="plain">
        {of.map((one) => (
          <li key={one.name}>
            {one.isClash ? t("{field}: bản mới là “{value}”, nội dung của bạn đang giữ trong ô.", { field: nameOf(one.name), value: show(one.name, one.value) })
              : t("{field}: đã lấy bản mới “{value}”.", { field: nameOf(one.name), value: show(one.name, one.value) })}
            {one.isClash && <button type="button" onClick={() => take(one)}>{t("Lấy bản mới")}</button>}
          </li>
        ))}
      </ul>
      <p>{t("Xem lại rồi lưu lần nữa.")}</p>
    </div>
  );
}
