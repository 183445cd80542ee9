import type { IDataObject } from 'n8n-workflow';

import type { N8nSession } from '../../support/n8n';

/** A data table of n8n, by its name, as the page *Data tables* shows and changes it. */
export class DataTable {
  private constructor(
    private readonly session: N8nSession,
    private readonly path: string,
  ) {}

  static async open(session: N8nSession, name: string): Promise<DataTable> {
    const { id } = await session.call<{ id: string }>('get', '/projects/personal');
    const { data } = await session.call<{ data: Array<{ id: string; name: string }> }>(
      'get',
      `/projects/${id}/data-tables`,
    );
    const table = data.find((one) => one.name === name);
    if (table === undefined) throw new Error(`There is no data table '${name}'.`);
    return new DataTable(session, `/projects/${id}/data-tables/${table.id}/rows`);
  }

  /** All rows, by the value of a column. */
  async rows(column = 'name'): Promise<Record<string, IDataObject>> {
    const { data } = await this.session.call<{ data: IDataObject[] }>('get', this.path);
    return Object.fromEntries(data.map((row) => [String(row[column]), row]));
  }

  /** Changes the rows with this value in a column. */
  async change(column: string, value: string, data: IDataObject): Promise<void> {
    await this.changeWhere({ columnName: column, condition: 'eq', value }, data);
  }

  async changeAll(data: IDataObject): Promise<void> {
    await this.changeWhere({ columnName: 'id', condition: 'gt', value: 0 }, data);
  }

  private async changeWhere(condition: IDataObject, data: IDataObject): Promise<void> {
    await this.session.call('patch', this.path, { filter: { type: 'and', filters: [condition] }, data });
  }
}
