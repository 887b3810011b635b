// Every command of the project, on a machine with nothing but Node and npm.
// This file itself keeps to what old versions of Node can run, so that they get a message and no stack trace.

const [major, minor] = process.versions.node.split('.').map(Number);
const supported = major > 22 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);

async function main() {
  const [command, ...args] = process.argv.slice(2);
  // Files named on the command line are relative to where it was typed, which npm keeps in INIT_CWD.
  process.env.INIT_CWD = process.env.INIT_CWD || process.cwd();
  const { fileURLToPath } = await import('node:url');
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));

  const { commands } = await import('./commands.mjs');
  if (!Object.hasOwn(commands, command)) {
    console.error(`Usage: npm run <${Object.keys(commands).join(' | ')}> -- [options]`);
    return 2;
  }
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  return commands[command](args);
}

if (supported) {
  main().then(
    (code) => (process.exitCode = code),
    (error) => {
      console.error(error && error.expected ? error.message : error);
      process.exitCode = 1;
    },
  );
} else {
  console.error(
    `Node ${process.versions.node} is too old: this needs Node 20.19, 22.13 or newer (https://nodejs.org).`,
  );
  process.exitCode = 1;
}
