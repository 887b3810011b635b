/** Tells the app’s other tabs that something kept was changed, so that they read it again, and hears of it from them. */
export interface OtherTabs {
  tell(): void;
  /** @returns stops listening */
  onTold(listener: () => void): () => void;
}

/** @param name of what is kept; where the browser has no channels, nobody hears */
export function otherTabs(name: string): OtherTabs {
  let channel: BroadcastChannel | undefined;
  const open = () =>
    (channel ??= globalThis.BroadcastChannel && new BroadcastChannel(`complexitynet-${name}`));
  return {
    tell: () => open()?.postMessage('changed'),
    onTold(listener) {
      const opened = open();
      opened?.addEventListener('message', listener);
      return () => opened?.removeEventListener('message', listener);
    },
  };
}
