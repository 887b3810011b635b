const longest = 400;

/** Text of a server's or browser's without any key, and without what isn't meant to be read. */
export function readableText(text: string, key?: string): string {
  const bare = /<\s*(!doctype|html|body)/i.test(text)
    ? text.replace(/<(script|style|head)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
    : text;
  const withoutKey = key ? bare.replaceAll(key, '[key]') : bare;
  // Servers quote keys in part: "Incorrect API key provided: sk-abc***xyz".
  const clean = withoutKey
    .replace(/\b(sk|pk|key|org|proj)-[\w*.-]{3,}|[\w.-]*\*{3,}[\w.-]*/gi, '[key]')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** What a server says, in quotation marks, without the status that the client puts before it. */
export function serverMessage(text: string, key?: string): string {
  const words = readableText(text.replace(/^\d{3} /, ''), key);
  return words && words !== 'status code (no body)' ? `“${words}”` : 'nothing more.';
}
