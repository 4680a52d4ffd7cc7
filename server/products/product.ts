/** Something the org sells, as the org's own systems know it. */
export type Product = {
  id: string
  name: string
  line: string | null
  series: string | null
  list_price_minor: string | null
  currency: string | null
  created_at: string
  revision: number
}

export type ProductChange = Partial<Omit<Product, 'id' | 'created_at' | 'revision'>>
