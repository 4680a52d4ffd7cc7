import { productContracts } from './contract.ts'
import { createProduct, editProduct } from './edit.ts'
import { getProduct, listProducts } from './read.ts'

export { listPriced, type Priced } from './store.ts'

export const productsShop = {
  contracts: productContracts,
  verbs: [listProducts, getProduct, createProduct, editProduct],
}
