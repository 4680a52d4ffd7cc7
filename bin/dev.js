// `npm run dev`: the server, started again at every change of a file it has loaded.
//
// A restart is a kill -9 (--watch-kill-signal=SIGKILL): nothing needs to tell "restart" from "stop", the embedded
// database goes on running and the next server adopts it in some 20 ms, and every save exercises the promise that a kill
// loses nothing. Ctrl-C is a real stop: the server ends the database; when the server had crashed at that moment, the
// orphaned database is stopped here.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install } from './install.js'
import { compiled, environment, findNode, root } from './pinned.js'

if (!(await install())) process.exit(1)
const node = findNode()

// Compiled modules are kept between restarts: most files are the same each time.
const env = environment({ TRIBUTARY_DEV: '1', NODE_COMPILE_CACHE: compiled })
const args = ['--watch', '--watch-preserve-output', '--watch-kill-signal=SIGKILL', join(root, 'server', 'cli.ts')]
// A process group of its own, so that Ctrl-C arrives once: from here, through the watcher, at the server.
const watcher = spawn(node, [...args, 'start', ...process.argv.slice(2)], {
  cwd: root,
  detached: true,
  stdio: 'inherit',
  env,
})
let asked = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    asked += 1
    // A second Ctrl-C means now: the whole group.
    if (asked > 1) process.kill(-watcher.pid, 'SIGKILL')
    else watcher.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
  })

watcher.on('exit', (code) => {
  if (!process.env.DATABASE_URL) {
    const embedded = pathToFileURL(join(root, 'server', 'platform', 'postgres', 'embedded.ts')).href
    const stop = `import { stopOrphan } from ${JSON.stringify(embedded)}
      await stopOrphan(process.env.DATA_DIR || 'data')`
    spawnSync(node, ['--input-type=module', '-e', stop], { cwd: root, stdio: 'inherit', env })
  }
  process.exit(code ?? 0)
})
