'use strict';

const { test } = require('@jest/globals');

// A table of cells is one test instead of thousands: it ends at the first line that a mutant gets wrong, and Stryker
// need not tell apart which lines reach which mutant.
test.each = (rows) => (name, fn, timeout) =>
  test(
    name,
    async () => {
      for (const row of rows) await (Array.isArray(row) ? fn(...row) : fn(row));
    },
    timeout,
  );
