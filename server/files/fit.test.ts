import { expect, test } from 'vitest'
import { dispositionOf } from '#server/edge/download.ts'
import { fitOf, opensInPlace, plainName } from './fit.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const EXE = Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4)

test.each([
  ['a program under another name', EXE, 'application/x-msdownload', 'letter.pdf', 'a Windows program'],
  [
    'a program for Linux',
    Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0),
    'application/x-elf',
    'photo.png',
    'a Linux program',
  ],
  ['a script by its first line', bytes('#!/bin/sh\nrm -rf /\n'), null, 'notes.txt', 'a script'],
  ['a script by its name', bytes('MsgBox "hello"'), null, 'hello.vbs', 'a script'],
  [
    'an installer, which looks like an old document',
    Uint8Array.of(0xd0, 0xcf, 0, 1),
    'application/x-cfb',
    'setup.msi',
    'an installer',
  ],
])('takes no program: %s', (_, head, recognised, name, what) => {
  expect(fitOf(head, recognised, name)).toEqual({ is: 'executable', what })
})

test.each([
  ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf', 'letter.pdf', 'application/pdf', true],
  [
    'an SVG',
    bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    null,
    'logo.png',
    'image/svg+xml',
    false,
  ],
  [
    'an SVG behind a comment',
    bytes(`<?xml version="1.0"?><!-- ${'x'.repeat(2000)} --><svg onload="alert(1)"/>`),
    'application/xml',
    'a.svg',
    'image/svg+xml',
    false,
  ],
  ['HTML called a picture', bytes('\n\n<HTML><body onload=alert(1)>'), null, 'a.jpg', 'text/html', false],
  ['a table', bytes('name;amount\nMüller;12\n'), null, 'deals.csv', 'text/csv', false],
  [
    'a table in an old set of letters',
    Uint8Array.of(...bytes('name;M'), 0xfc, ...bytes('ller\n')),
    null,
    'deals.csv',
    'text/csv',
    false,
  ],
  [
    'text that begins like a program',
    bytes('MZ is a car of our customer'),
    'application/x-msdownload',
    'note.txt',
    'text/plain',
    false,
  ],
  [
    'an old Word document',
    Uint8Array.of(0xd0, 0xcf, 0, 1),
    'application/x-cfb',
    'offer.doc',
    'application/msword',
    false,
  ],
  ['unknown bytes', Uint8Array.of(0, 1, 2, 3), null, 'a.xyz', 'application/octet-stream', false],
  ['a photo', Uint8Array.of(0xff, 0xd8, 0xff, 0), 'image/jpeg', 'a.jpg', 'image/jpeg', true],
])('knows %s by its bytes', (_, head, recognised, name, media_type, opens) => {
  expect(fitOf(head, recognised, name)).toEqual({ is: 'taken', media_type })
  expect(opensInPlace(media_type)).toBe(opens)
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\lena\\letter.pdf', 'letter.pdf'],
  ['annex\u202efdp.exe', 'annexfdp.exe'],
  ['a\r\nset-cookie: x=1.pdf', 'aset-cookie_ x=1.pdf'],
  ['  ...  ', 'file'],
  ['NUL.pdf', '_NUL.pdf'],
  ['Überprüfung – Größe.pdf', 'Überprüfung – Größe.pdf'],
  [`${'ä'.repeat(400)}.pdf`, `${'ä'.repeat(146)}.pdf`],
  ['\ud800.pdf', 'pdf'],
])('keeps of %j the name %j', (given, kept) => {
  expect(plainName(given)).toBe(kept)
})

test('names a file in a header so that old and new readers both understand it', () => {
  expect(dispositionOf({ name: 'Größe "a".pdf', opens_in_place: true })).toBe(
    `inline; filename="Gro_e _a_.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22a%22.pdf`,
  )
  expect(dispositionOf({ name: "l'été.csv", opens_in_place: false })).toBe(
    `attachment; filename="l'ete.csv"; filename*=UTF-8''l%27%C3%A9t%C3%A9.csv`,
  )
})
