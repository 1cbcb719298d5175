// The line to the sandbox: frames in both directions, and a new line whenever it breaks.

const WAITS = [300, 600, 1200, 2500, 5000];

export class Feed {
  #socket = null;
  #number = 0;
  #waiting = new Map();
  #failures = 0;

  /** onOpen, onFrame(frame), onLost: called for every connection, the first and all later ones. */
  constructor(listeners) {
    this.listeners = listeners;
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/live`);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#failures = 0;
      this.listeners.onOpen();
    });
    socket.addEventListener("message", (event) => this.#take(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.#lost());
  }

  /** Resolves with {ok, error}; never rejects, because a refusal is something to show. */
  send(command) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.resolve({ ok: false, error: "The sandbox is not reachable right now." });
    }
    this.#number += 1;
    const id = this.#number;
    this.#socket.send(JSON.stringify({ id, ...command }));
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  #take(frame) {
    if (frame.type !== "done") return this.listeners.onFrame(frame);
    this.#waiting.get(frame.id)?.(frame);
    this.#waiting.delete(frame.id);
  }

  #lost() {
    for (const resolve of this.#waiting.values()) resolve({ ok: false, error: "The connection was lost." });
    this.#waiting.clear();
    this.listeners.onLost();
    setTimeout(() => this.connect(), WAITS[Math.min(this.#failures, WAITS.length - 1)]);
    this.#failures += 1;
  }
}
