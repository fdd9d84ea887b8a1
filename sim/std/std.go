package std

import "embed"

// FS holds the stubs: the files of import path p are those of the folder p.
//
//go:embed errors fmt internal io os runtime sync time unicode
var FS embed.FS
