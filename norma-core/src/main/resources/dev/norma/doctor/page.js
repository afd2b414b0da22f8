'use strict';
// Sorts a table by the column whose head is pressed: downwards first for numbers, upwards first for names.
for (const head of document.querySelectorAll('thead th')) {
  head.querySelector('button').addEventListener('click', () => {
    const table = head.closest('table');
    const body = table.tBodies[0];
    const column = [...head.parentNode.children].indexOf(head);
    const numeric = body.rows.length > 0 && body.rows[0].cells[column].dataset.value !== undefined;
    const before = head.getAttribute('aria-sort');
    const down = before === 'none' ? numeric : before === 'ascending';
    const key = row => {
      const cell = row.cells[column];
      return numeric ? Number(cell.dataset.value) : cell.textContent;
    };
    const order = (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (numeric) {
        return (Number.isNaN(x) - Number.isNaN(y)) || (down ? y - x : x - y);
      }
      return down ? y.localeCompare(x) : x.localeCompare(y);
    };
    [...body.rows].sort(order).forEach(row => body.append(row));
    for (const other of head.parentNode.children) {
      other.setAttribute('aria-sort', 'none');
    }
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  });
}
