// The settings of an analyzer, while it is on a page: read, kept where that was asked for, and the same in
// every tab of Whence's own page.
import { defaults, followOtherTabs, keepsSettings, load, save } from "./settings.js";

/** A controller of lit's: it lives and ends with its host. */
export class KeptSettings {
  now = defaults();
  #stop = () => {};

  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    if (!keepsSettings(this.host)) return;
    this.now = load();
    this.#stop = followOtherTabs(
      () => this.now,
      (settings) => this.#take(settings),
    );
  }

  hostDisconnected() {
    this.#stop();
  }

  change(settings) {
    if (keepsSettings(this.host)) save(settings);
    this.#take(settings);
  }

  #take(settings) {
    this.now = settings;
    this.host.requestUpdate();
  }
}
