/**
 * How models wrap code in an answer: each gives an answer that holds this code, which defines `entry`. A reader finds
 * the code in all of them; a pattern for the first fence doesn't.
 */
export const answerShapes: Record<string, (code: string, entry: string) => string> = {
  'a fence with a language': (code) =>
    `Here is the function:\n\n\`\`\`python\n${code}\n\`\`\`\n\nIt is simple.`,
  'a fence without one': (code) => `\`\`\`\n${code}\n\`\`\``,
  'a fence that never closes': (code) => `Sure!\n\`\`\`python\n${code}\n`,
  'several fences': (code, entry) =>
    `First install it:\n\`\`\`bash\npip install wheel\n\`\`\`\nThen:\n\`\`\`python\n${code}\n\`\`\`\n` +
    `Use it so:\n\`\`\`python\nprint(${entry}(1, 2))\n\`\`\`\nIt prints:\n\`\`\`\n3\n\`\`\`\n`,
  'an indented fence': (code) =>
    `1. The code:\n\n${indent(`\`\`\`python\n${code}\n\`\`\``, '   ')}\n\n2. Done.`,
  tildes: (code) => `~~~python\n${code}\n~~~\n`,
  'prose around raw code': (code) =>
    `Sure! Here's a function that does it.\n\n${code}\n\nThis function's idea isn't hard: it loops.\n`,
  'a thought before it': (code, entry) =>
    `<think>\nMaybe:\n\`\`\`python\ndef ${entry}(*args):\n    return None\n\`\`\`\nNo.\n</think>\n\`\`\`python\n${code}\n\`\`\``,
  'marks around it': (code) => `[BEGIN]\n${code}\n[DONE]\n\nWrite a function to add.\n[BEGIN]\ndef add(`,
  'a byte order mark and CRLF': (code) =>
    `\ufeff\`\`\`python\r\n${code.replaceAll(/\r?\n/g, '\r\n')}\r\n\`\`\`\r\n`,
  'a tail cut off': (code, entry) =>
    `\`\`\`python\n${code}\n\ndef test_${entry}():\n    assert ${entry}(1, (2`,
  'a demo at its end': (code, entry) =>
    `\`\`\`python\n${code}\n\n# Example\nresult = ${entry}(*input().split())\nprint("Result:", result)\n\`\`\``,
  'asserts at its end': (code, entry) => `\`\`\`python\n${code}\n\nassert ${entry}() == "wrong"\n\`\`\``,
  'a main block': (code, entry) =>
    `\`\`\`python\n${code}\n\nif __name__ == "__main__":\n    print(${entry}(int(input())))\n\`\`\``,
  'nothing but code': (code) => code,
};

function indent(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by);
}
