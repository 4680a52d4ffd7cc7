import { brandContracts } from './contract.ts'
import { putBrand, putLogo, removeLogo } from './edit.ts'
import { entryBrand, getBrand, readLogo } from './read.ts'

export { brandOf, type MailBrand } from './show.ts'

export const brandingShop = {
  contracts: brandContracts,
  verbs: [getBrand, putBrand, putLogo, removeLogo, entryBrand, readLogo],
}
