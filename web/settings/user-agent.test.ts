import { expect, test } from 'vitest'
import { readUserAgent } from './user-agent.ts'

test('names browser and system, the more particular before the one it imitates', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0'
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
  const android =
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'
  expect(readUserAgent(edge)).toEqual({ browser: 'Edge', system: 'Windows' })
  expect(readUserAgent(phone)).toEqual({ browser: 'Safari', system: 'iPhone' })
  expect(readUserAgent(android)).toEqual({ browser: 'Chrome', system: 'Android' })
  expect(readUserAgent('curl/8.5')).toEqual({ browser: null, system: null })
})
