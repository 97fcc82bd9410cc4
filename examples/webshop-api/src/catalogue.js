/** The goods on offer, held in memory, with search and discount. */
import _ from 'lodash'

const goods = [
  { id: 'tea-green', name: 'Green tea', cents: 690, tags: ['tea', 'green'] },
  { id: 'tea-mint', name: 'Mint tea', cents: 540, tags: ['tea', 'herb'] },
  { id: 'cup-blue', name: 'Blue cup', cents: 1250, tags: ['cup'] },
]

export function listGoods(tag) {
  return _.sortBy(tag === undefined ? goods : goods.filter((item) => item.tags.includes(tag)), 'id')
}

export function findGoods(id) {
  return goods.find((item) => item.id === id)
}

/** Lays a seller's settings over the defaults: this is where an old lodash is dangerous. */
export function mergeSettings(settings) {
  return _.defaultsDeep({}, settings, { currency: 'EUR', discount: { percent: 0 } })
}
