import { isAscii } from 'node:buffer';

const ESCAPE = 0x1b;
const RETURN = 0x0d;

/** Escape sequences (ECMA-48 CSI and OSC), as the console leaves them out of what it searches. */
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?)/g;

/**
 * Lines as a terminal shows them: without colours, and without what a carriage return overwrote. Line breaks stay.
 * @param {Buffer} bytes whole lines
 */
export function visibleText(bytes) {
  // ASCII is the same in both, and twice as fast as one byte per character
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const plain = bytes.includes(ESCAPE) ? text.replace(SEQUENCES, '') : text;
  return bytes.includes(RETURN) ? plain.split('\n').map(afterReturns).join('\n') : plain;
}

/** @param {string} line */
function afterReturns(line) {
  let end = line.length;
  while (line[end - 1] === '\r') end--;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}
