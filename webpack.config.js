import { readFileSync } from 'node:fs';
import path from 'node:path';
import CopyPlugin from 'copy-webpack-plugin';
import { EsbuildPlugin } from 'esbuild-loader';
import HtmlPlugin from 'html-webpack-plugin';

const root = import.meta.dirname;
const addin = path.join(root, 'addin');
const output = path.join(root, 'dist', 'addin');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The add-in's pane and the workbench page, as the bridge serves them. office.js itself is served from its package. */
export default {
  mode: 'production',
  target: ['web', 'es2022'],
  context: root,
  entry: {
    taskpane: './addin/taskpane/main.tsx',
    workbench: './addin/workbench/page/workbench.ts',
  },
  output: {
    path: output,
    filename: '[name].[contenthash:8].js',
    chunkFilename: 'chunks/[name].[contenthash:8].js',
    publicPath: '/',
    clean: true,
  },
  devtool: false,
  performance: { hints: false },
  stats: 'errors-warnings',
  cache: {
    type: 'filesystem',
    cacheDirectory: path.join(root, 'node_modules', '.cache', 'webpack'),
    buildDependencies: { config: [import.meta.filename] },
  },
  experiments: { css: true },
  resolve: {
    extensions: ['.tsx', '.ts', '.js'],
    // The sources name their neighbours by the names that they will have once compiled.
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
  },
  module: {
    rules: [{ test: /\.tsx?$/, loader: 'esbuild-loader', options: { target: 'es2022', jsx: 'automatic' } }],
  },
  optimization: { minimizer: [new EsbuildPlugin({ target: 'es2022', css: true, legalComments: 'none' })] },
  plugins: [
    new HtmlPlugin({
      template: path.join(addin, 'taskpane', 'taskpane.html'),
      filename: 'taskpane.html',
      chunks: ['taskpane'],
      scriptLoading: 'defer',
      meta: { 'curbstop-version': version },
    }),
    new HtmlPlugin({
      template: path.join(addin, 'workbench', 'page', 'workbench.html'),
      filename: 'workbench/index.html',
      chunks: ['workbench'],
      scriptLoading: 'defer',
    }),
    new CopyPlugin({
      patterns: [{ from: path.join(addin, 'assets'), to: 'assets', globOptions: { ignore: ['**/source/**'] } }],
    }),
  ],
};
