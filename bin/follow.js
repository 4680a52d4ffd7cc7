// Loaded into the server by bin/tributary. When the launcher is killed so hard that it cannot pass the signal on
// (kill -9), its channel closes, and the server stops as if it had been asked to.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// Watching the channel must not keep a short command alive.
process.channel?.unref()
