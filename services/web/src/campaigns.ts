// campaigns.ts — which campaign is open: the one that the address names, else the usual one.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Account, ask, CampaignItem, Problem } from "./api";
import { today } from "./format";
import { useSoon } from "./live";
import { correct, openCampaign, useAddress } from "./place";
import { lastCampaigns, rememberCampaigns, whenSure } from "./session";

// The one that runs today, else the one that ran last.
function usual(campaigns: CampaignItem[]): CampaignItem | undefined {
  const now = today();
  const newest = [...campaigns].sort((a, b) =>
    b.period_to.localeCompare(a.period_to) || b.filing_deadline.localeCompare(a.filing_deadline));
  return newest.find((item) => item.state === "open" && item.period_from <= now && now <= item.period_to)
    ?? newest.find((item) => item.period_from <= now) ?? newest[0];
}

// An address without a campaign, as mails and bookmarks have it, leads into the usual one; an
// evidence item's own campaign is in its data.  `isSure`: the campaigns are not those of the last
// visit, to which one may have been added.
function useOpen(campaigns: CampaignItem[] | null, isSure: boolean): CampaignItem | null {
  const { parts } = useAddress();
  const named = campaigns?.find((item) => item.code === parts[0]);
  const isHome = parts.length === 0;
  const campaign = named ?? (campaigns && (isSure || isHome) ? usual(campaigns) : null) ?? null;
  if (campaign) {
    openCampaign(campaign.code);
  }
  useEffect(() => {
    if (campaign && isSure && !named) {
      const piece = parts[0] === "minh-chung" && parts[1];
      const enter = (code: string) => correct(`/${[code, ...parts].map(encodeURIComponent).join("/")}${location.search}`);
      if (piece) {
        ask<{ campaign: string }>(`/evidence/${piece}`).then((item) => enter(item.campaign), () => enter(campaign.code));
      } else {
        enter(campaign.code);
      }
    }
  }, [campaign?.code, isSure, named?.code, parts.join("/")]);
  return named ?? (isHome ? campaign : null);
}

export interface Campaigns { items: CampaignItem[] | null; open: CampaignItem | null; problem: Problem | null; reload: () => void }

// The campaigns that the account sees, and the open one.  A view begins with those of the last visit.
export function useCampaigns(account: Account): Campaigns {
  const last = useRef<CampaignItem[] | null | undefined>(undefined);
  if (last.current === undefined) {
    last.current = lastCampaigns(account);
  }
  const { data, problem, reload } = useSoon<{ items: CampaignItem[] }>("/campaigns", (cell) => !cell.unit);
  useEffect(() => {
    if (data) {
      void whenSure().then(() => rememberCampaigns(account, data.items), () => undefined);
    }
  }, [data]);
  // The answer is mostly what was known: then it stays the same list, and nothing below is drawn again.
  const items = useMemo(() => {
    if (data && JSON.stringify(data.items) !== JSON.stringify(last.current)) {
      last.current = data.items;
    }
    return last.current ?? null;
  }, [data]);
  return { items, open: useOpen(items, data !== null), problem, reload };
}
