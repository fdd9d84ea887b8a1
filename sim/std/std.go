package std

import "embed"

// FS holds the stubs: the files of import path p are those of the folder p.
//
//go:embed bufio cmp container context errors fmt internal io iter log maps math os runtime slices sort strconv strings sync time unicode
var FS embed.FS
