// password.tsx — sets the own password: with a one-time link, before signing in, or knowing the
// last one.
import { useEffect, useState } from "preact/hooks";
import { Problem, Refused, Schemas, send } from "../api";
import { moment, ROLES } from "../format";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";

type Invitation = Schemas["Invitation"];

function problemOf(error: unknown): Problem | null {
  return error instanceof Refused ? error.problem : null;
}

const NewPassword = ({ problem }: { problem: Problem | null }) => (
  <label>Mật khẩu mới, ít nhất 10 ký tự
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
    return <main class="narrow"><Head title="Đã đặt mật khẩu" /><p>Từ nay đăng nhập bằng tên <b>{about?.username}</b> và mật khẩu vừa đặt.</p><p><a class="button main" href="/" target="_self">Đăng nhập</a></p></main>;
  }
  if (!about) {
    return (
      <main class="narrow">
        {problem
          ? <><Head title="Liên kết không còn dùng được" /><p>Liên kết đã dùng rồi, đã được thay bằng liên kết khác hoặc đã hết hạn. Nhờ quản trị viên của Tỉnh đoàn cấp liên kết mới.</p><p><a class="button" href="/" target="_self">Về trang đăng nhập</a></p></>
          : <Waiting />}
      </main>
    );
  }
  return (
    <main class="narrow">
      <Head title="Đặt mật khẩu" sub={`${about.username} · ${ROLES[about.role]}${about.unit_name ? ` · ${about.unit_name}` : ""}`} />
      <form class="card" onSubmit={(event) => void submit(event)}>
        <input type="hidden" name="username" autocomplete="username" value={about.username} />
        <label>Họ tên hoặc chức danh<input name="full_name" defaultValue={about.full_name} maxLength={200} /></label>
        <NewPassword problem={problem} />
        {problem && <Trouble problem={problem} />}
        <p class="quiet">Liên kết dùng được đến {moment(about.expires_at)}.</p>
        <button class="main">Đặt mật khẩu</button>
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
      <Head title="Đổi mật khẩu" sub="Sau khi đổi, mọi nơi đang đăng nhập phải đăng nhập lại." />
      <form class="card" onSubmit={(event) => void submit(event)}>
        <label>Mật khẩu đang dùng<input name="old" type="password" autocomplete="current-password" required aria-invalid={problem?.field === "old" ? true : undefined} /></label>
        <NewPassword problem={problem} />
        {problem && <Trouble problem={problem} />}
        <button class="main">Đổi mật khẩu</button>
      </form>
    </main>
  );
}
