import { viewContracts } from './contract.ts'
import { createView, deleteView, editView, orderViews } from './keep.ts'
import { listViews } from './read.ts'
import { seeView } from './see.ts'

export const viewsShop = {
  contracts: viewContracts,
  verbs: [listViews, createView, editView, deleteView, orderViews, seeView],
}
