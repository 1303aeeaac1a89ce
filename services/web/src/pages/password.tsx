// password.tsx — sets the own password: with a one-time link, before signing in, or knowing the
// last one.
import { useEffect, useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { moment, ROLES } from "../format";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { nodes, t } from "../words";

type Invitation = Schemas["Invitation"];

const NewPassword = ({ problem }: { problem: Problem | null }) => (
  <label>{t("Mật khẩu mới, ít nhất 10 ký tự")}
    <input name="password" type="password" autocomplete="new-password" minLength={10} required aria-invalid={problem?.field === "password" ? true : undefined} />
  </label>
);

export function InvitationPage({ token }: { token: string }) {
  const [about, setAbout] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    send<Invitation>("/invitation/look", { token }).then(setAbout, (error) => setProblem(problemOf(error)));
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    try {
      await send("/invitation", { token, password: form.get("password"), full_name: form.get("full_name") });
      history.replaceState(null, "", "/");
      setDone(true);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  if (isDone) {
    return <main class="narrow"><Head title={t("Đã đặt mật khẩu")} /><p>{nodes("Từ nay đăng nhập bằng tên {name} và mật khẩu vừa đặt.", { name: <b>{about?.username}</b> })}</p><p><a class="button main" href="/" target="_self">{t("Đăng nhập")}</a></p></main>;
  }
  if (!about) {
    return (
      <main class="narrow">
        {problem
          ? <><Head title={t("Liên kết không còn dùng được")} /><p>{t("Liên kết đã dùng rồi, đã được thay bằng liên kết khác hoặc đã hết hạn. Nhờ quản trị viên của Tỉnh đoàn cấp liên kết mới.")}</p><p><a class="button" href="/" target="_self">{t("Về trang đăng nhập")}</a></p></>
          : <Waiting />}
      </main>
    );
  }
  return (
    <main class="narrow">
      <Head title={t("Đặt mật khẩu")} sub={`${about.username} · ${ROLES[about.role]}${about.unit_name ? ` · ${about.unit_name}` : ""}`} />
      <form class="card" onSubmit={(event) => void submit(event)}>
        <input type="hidden" name="username" autocomplete="username" value={about.username} />
        <label>{t("Họ tên hoặc chức danh")}<input name="full_name" defaultValue={about.full_name} maxLength={200} /></label>
        <NewPassword problem={problem} />
        {problem && <Trouble problem={problem} />}
        <p class="quiet">{t("Liên kết dùng được đến {until}.", { until: moment(about.expires_at) })}</p>
        <button class="main">{t("Đặt mật khẩu")}</button>
      </form>
    </main>
  );
}

export function PasswordPage({ done }: { done: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    try {
      await send("/session/password", { old: form.get("old"), password: form.get("password") }, "PUT");
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <main class="narrow">
      <Head title={t("Đổi mật khẩu")} sub={t("Sau khi đổi, mọi nơi đang đăng nhập phải đăng nhập lại.")} />
      <form class="card" onSubmit={(event) => void submit(event)}>
        <label>{t("Mật khẩu đang dùng")}<input name="old" type="password" autocomplete="current-password" required aria-invalid={problem?.field === "old" ? true : undefined} /></label>
        <NewPassword problem={problem} />
        {problem && <Trouble problem={problem} />}
        <button class="main">{t("Đổi mật khẩu")}</button>
      </form>
    </main>
  );
}
