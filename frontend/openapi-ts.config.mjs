export default {
  input: './openapi.json',
  output: { path: './src/api/gen' },
  plugins: [
    '@hey-api/client-fetch',
    '@hey-api/typescript',
    '@hey-api/sdk',
    '@tanstack/react-query',
  ],
};
