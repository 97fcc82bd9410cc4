/** Sends requests at a fixed rate, from a process of its own: `URL RATE SECONDS PATH…`; prints JSON. Used by server.ts. */
import autocannon from 'autocannon'

const [url = '', rate = '200', seconds = '15', ...paths] = process.argv.slice(2)
const result = await autocannon({
  url,
  connections: 16,
  // Corrected for waiting: a slow answer also counts for those that should have been sent meanwhile.
  ...(rate === 'most' ? {} : { overallRate: Number(rate) }),
  duration: Number(seconds),
  requests: paths.map((path) => ({ method: 'GET', path })),
})
const { latency, requests, non2xx, errors } = result
console.log(
  JSON.stringify({
    p50: latency.p50,
    p99: latency.p99,
    max: latency.max,
    perSecond: requests.average,
    non2xx,
    errors,
  }),
)
