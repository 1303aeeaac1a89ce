// itinerary-phones.tsx — the visits in the calendar of a phone: a file, or an address to subscribe.
import { useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas } from "../api";
import { moment } from "../format";
import { useFresh } from "../live";
import { t } from "../words";
import { Dialog, Trouble } from "./common";

export function Phones({ path, close }: { path: string; close: () => void }) {
  const { data, problem, reload } = useFresh<Schemas["CalendarFeed"]>("/calendar");
  const [address, setAddress] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);
  const act = async (method: string) => {
    try {
      const feed = await ask<Schemas["CalendarFeed"]>("/calendar", { method });
      setAddress(feed.path ? `${location.origin}${feed.path}` : "");
      setRefused(null);
      reload();
    } catch (error) {
      setRefused(problemOf(error));
    }
  };
  return (
    <Dialog title={t("Lịch cho điện thoại")} close={close}>
      {(refused ?? problem) && <Trouble problem={(refused ?? problem) as Problem} />}
      <p><a class="button" href={`/api/v1${path}.ics`} download>{t("Tải tệp lịch (.ics)")}</a></p>
      <p>{t("Hoặc đăng ký: điện thoại tự cập nhật mọi buổi đã ban hành của tài khoản này.")}</p>
      {address && <label>{t("Địa chỉ đăng ký")}<input readOnly value={address} onFocus={(event) => event.currentTarget.select()} /></label>}
      {address && <p class="quiet">{t("Địa chỉ chỉ hiện một lần. Ai có địa chỉ này xem được lịch; không gửi cho người khác.")}</p>}
      {!address && data?.made_at && <p class="quiet">{t("Đã có một địa chỉ, tạo {when}. Tạo địa chỉ mới thì địa chỉ cũ thôi dùng được.", { when: moment(data.made_at) })}</p>}
      <button type="button" class="main" onClick={() => void act("POST")}>{data?.made_at ? t("Tạo địa chỉ mới") : t("Tạo địa chỉ đăng ký")}</button>
      {data?.made_at && <button type="button" onClick={() => void act("DELETE")}>{t("Thu hồi địa chỉ")}</button>}
    </Dialog>
  );
}
