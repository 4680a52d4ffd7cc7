import { createChannel, editChannel, endChannel, listChannels, listPosts, type ChannelPorts } from './channels.ts'
import { notificationContracts } from './contract.ts'
import { testChannel } from './post.ts'
import { changeDefaults, changePreferences, getDefaults, getPreferences } from './prefer.ts'
import { listNotifications, markRead, muteRecord } from './read.ts'
import { notificationListeners } from './tell.ts'
import { readStop, stopMail } from './unsubscribe.ts'

export type { ChannelPorts } from './channels.ts'
export { toldLoop } from './loop.ts'
export { sendDuePosts } from './post.ts'
export { writeDueMails } from './write-mails.ts'

/** To be told: in the app, by mail and in chats. It listens to every shop's events and knows none of their verbs. */
export const notificationsShop = (ports: ChannelPorts) => ({
  contracts: notificationContracts,
  verbs: [
    listNotifications,
    markRead,
    muteRecord,
    getPreferences,
    changePreferences,
    getDefaults,
    changeDefaults,
    readStop,
    stopMail,
    listChannels,
    createChannel(ports),
    editChannel(ports),
    endChannel,
    testChannel(ports),
    listPosts,
  ],
  listeners: notificationListeners,
})
