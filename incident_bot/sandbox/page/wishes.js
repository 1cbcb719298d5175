// What the buttons on the page ask for, from a click on a block to a pin.

import { toast } from "./toasts.js";

/** A click or a pick: the control waits for the app, and carries a mark when the app did not answer. */
export async function click(page, command, control) {
  unmark(control);
  if (control.matches(".button")) control.ariaBusy = "true";
  control.dataset.waiting = "";
  const answer = await page.send(command);
  control.ariaBusy = null;
  delete control.dataset.waiting;
  if (!answer.ok) mark(control, answer.error);
  return answer;
}

/** Slack puts a warning beside what did not work: https://docs.slack.dev/interactivity/handling-user-interaction */
function mark(control, sentence) {
  if (!control.isConnected) return toast(sentence);
  const note = document.createElement("span");
  note.className = "failed";
  note.setAttribute("role", "alert");
  note.textContent = `⚠ ${sentence}`;
  control.after(note);
}

function unmark(control) {
  if (control.nextElementSibling?.matches(".failed")) control.nextElementSibling.remove();
}

/** What a message's own tools ask for: some of it concerns only this page. */
export async function grant(page, wish) {
  const lists = () => [page.view.list, page.pane?.list].filter(Boolean);
  const local = {
    rewrite: () => (page.pane?.list ?? page.view.list).rewrite(wish.ts),
    keep: () => lists().forEach((list) => list.rewrite(null)),
    dismiss: () => {
      page.names.dismissed.add(wish.ts);
      page.redrawMessages();
    },
    copy_link: () => copy(`${location.origin}/archives/${page.here.channel}/p${wish.ts.replace(".", "")}`),
  }[wish.do];
  if (local) return local();
  if (wish.do === "edit") lists().forEach((list) => list.rewrite(null));
  return page.ask({ channel: page.here.channel, ...wish });
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    // Browsers keep the clipboard from pages that are not served safely, or not in front.
    toast(text);
  }
}

export async function join(page, channel) {
  page.joining.add(channel);
  await page.ask({ do: "join", channel });
}

/** Reminders are due by the clock; nobody has to sit and wait for one. */
export async function skip(page, button) {
  if (button) await page.ask({ do: "skip", minutes: Number(button.dataset.minutes) });
}
