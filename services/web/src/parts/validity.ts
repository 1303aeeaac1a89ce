// validity.ts — what the browser says of a field that is not filled in right, in our words.
import { t } from "../words";

function words(field: HTMLInputElement): string {
  const { validity } = field;
  return validity.valueMissing ? (field.type === "file" ? t("Chọn một tệp.") : field.type === "checkbox" ? t("Đánh dấu ô này.") : t("Điền ô này."))
    : validity.typeMismatch ? (field.type === "email" ? t("Viết địa chỉ thư như ten@tinhdoan.vn.") : t("Viết địa chỉ đầy đủ, bắt đầu bằng https://."))
      : validity.tooLong ? t("Rút gọn còn {count} ký tự.", { count: field.maxLength })
        : validity.tooShort ? t("Viết ít nhất {count} ký tự.", { count: field.minLength })
          : validity.badInput || validity.rangeOverflow || validity.rangeUnderflow ? t("Số này không dùng được ở đây.") : "";
}

export function speakOfFields(): void {
  addEventListener("invalid", (event) => {
    const field = event.target as HTMLInputElement;
    const said = field.validity.customError ? "" : words(field);
    if (said) {
      field.setCustomValidity(said);
      field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
      field.addEventListener("change", () => field.setCustomValidity(""), { once: true });
    }
  }, true);
}
