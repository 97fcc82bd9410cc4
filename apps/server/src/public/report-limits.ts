/** How many reports of flaws are taken from one address and for one product. */
import { createRateLimit } from '../kernel/rate-limit.ts'

/** One report a minute and address, five at once; the same for a whole product times ten. */
const perAddress = { perSecond: 1 / 60, burst: 5 }
const perProduct = { perSecond: 1 / 6, burst: 50 }

export interface ReportLimits {
  readonly address: ReturnType<typeof createRateLimit>
  readonly product: ReturnType<typeof createRateLimit>
}

export function createReportLimits(): ReportLimits {
  const clock = (): number => performance.now()
  return {
    address: createRateLimit({ ...perAddress, clock }),
    product: createRateLimit({ ...perProduct, clock }),
  }
}
