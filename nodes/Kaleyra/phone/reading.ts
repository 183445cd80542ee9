// What runs need, but the node's description does not: bundled into a separate file that the first run loads.
export { asCountryCode } from './country';
export { formatForDisplay, type DisplayFormats } from './formatForDisplay';
export { createCellParser, createCellReader, parseKaleyraNumber, type CellParser } from './parseCell';
