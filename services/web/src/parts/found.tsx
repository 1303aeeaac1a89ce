// found.tsx — what inspectors found, beside the findings of the system.
import { ComponentChildren } from "preact";
import { Schemas } from "../api";
import { moment, points, SEVERITIES } from "../format";
import { useFresh } from "../live";
import { at } from "../place";
import { t } from "../words";
import { Badge } from "./badge";
import { SentPhotos } from "./visit-photos";

type Found = Schemas["PersonFinding"];

// `children`: what can be done about it.
export function FoundLine({ of, children }: { of: Found; children?: ComponentChildren }) {
  return (
    <li>
      <Badge tone={of.severity === "fatal" || of.severity === "error" ? "bad" : of.severity === "warning" ? "warn" : ""}>{SEVERITIES[of.severity]}</Badge>
      {" "}<b>{of.criterion && `${of.criterion}: `}{of.text}</b>
      {of.cause && <p>{t("Nguyên nhân: {cause}", { cause: of.cause })}</p>}
      {of.place && <p>{t("Ở đâu: {place}", { place: of.place })}</p>}
      {of.evidence && <p><a href={at(`/minh-chung/${of.evidence.id}`)}>{of.evidence.title}</a></p>}
      {of.lowers_to !== null && <p><b>{t("Đề nghị thẩm định {points} điểm", { points: points(of.lowers_to) })}</b>: {of.reason}</p>}
      <SentPhotos of={of.id} photos={of.photos} />
      <p class="quiet">{of.by}, {moment(of.made_at)}</p>
      {of.withdrawn && <p class="quiet">{t("Đã rút: {reason}", { reason: of.withdrawn.reason })} · {of.withdrawn.by}, {moment(of.withdrawn.at)}</p>}
      {children}
    </li>
  );
}

export function FoundList({ items }: { items: Found[] }) {
  return items.length === 0 ? null : (
    <section class="found">
      <h2>{t("Phát hiện của đoàn kiểm tra ({count})", { count: items.length })}</h2>
      <ul class="items">{items.map((one) => <FoundLine key={one.id} of={one} />)}</ul>
    </section>
  );
}

// Those of a unit, a criterion or an evidence item, where the account may read any.
export function FoundAt({ campaign, unit, more = "" }: { campaign: string; unit: string; more?: string }) {
  const { data } = useFresh<Schemas["PersonFindings"]>(`/campaigns/${campaign}/units/${unit}/found${more}`, (cell) => cell.unit === unit);
  return <FoundList items={data?.items ?? []} />;
}
