package std

import "embed"

// FS holds the stubs: the files of import path p are those of the folder p.
//
//go:embed bufio bytes cmp container context errors flag fmt golang.org internal io iter log maps math os path reflect regexp runtime slices sort strconv strings sync syscall text time unicode unique weak
//go:embed crypto encoding hash html net testing
var FS embed.FS
