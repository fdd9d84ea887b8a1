package std_test

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
	"hash/maphash"
	"math/big"
	"strings"
)

func casesHash(emit func(string)) {
	texts := []string{"", "a", "abc", "The quick brown fox jumps over the lazy dog", strings.Repeat("0123456789", 30)}
	hashes := []struct {
		name string
		new  func() hash.Hash
	}{
		{"md5", md5.New}, {"sha1", sha1.New}, {"sha256", sha256.New}, {"sha224", sha256.New224}, {"sha512", sha512.New},
		{"sha384", sha512.New384}, {"sha512/256", sha512.New512_256}, {"sha512/224", sha512.New512_224},
		{"fnv128", fnv.New128}, {"fnv128a", fnv.New128a},
		{"fnv32", func() hash.Hash { return fnv.New32() }}, {"fnv32a", func() hash.Hash { return fnv.New32a() }},
		{"fnv64", func() hash.Hash { return fnv.New64() }}, {"fnv64a", func() hash.Hash { return fnv.New64a() }},
		{"adler", func() hash.Hash { return adler32.New() }}, {"crc32", func() hash.Hash { return crc32.NewIEEE() }},
		{"castagnoli", func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }},
		{"iso", func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ISO)) }},
		{"ecma", func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ECMA)) }},
		{"hmac", func() hash.Hash { return hmac.New(sha256.New, []byte("key")) }},
		{"hmac long", func() hash.Hash { return hmac.New(md5.New, []byte(strings.Repeat("long key ", 20))) }},
	}
	for _, c := range hashes {
		for _, text := range texts {
			h := c.new()
			fmt.Fprint(h, text)
			first := h.Sum([]byte("pre"))
			fmt.Fprint(h, text, "more")
			emit(fmt.Sprintf("%s %x %x %d %d", c.name, first, h.Sum(nil), h.Size(), h.BlockSize()))
			h.Reset()
			h.Write([]byte(text[:len(text)/2]))
			clone := h
			if b, ok := h.(encoding.BinaryMarshaler); ok && !strings.Contains(c.name, "hmac") && h.Size() >= 20 {
				state, err := b.MarshalBinary()
				clone = c.new()
				emit(fmt.Sprint(len(state), err, clone.(encoding.BinaryUnmarshaler).UnmarshalBinary(state)))
			}
			clone.Write([]byte(text[len(text)/2:]))
			emit(fmt.Sprintf("%x", clone.Sum(nil)))
		}
	}
	for _, text := range texts {
		b := []byte(text)
		emit(fmt.Sprintf("%x %x %x %x %x %x %x %x", md5.Sum(b), sha1.Sum(b), sha256.Sum256(b), sha256.Sum224(b), sha512.Sum512(b), sha512.Sum384(b), sha512.Sum512_256(b), sha512.Sum512_224(b)))
		ecma := crc64.MakeTable(crc64.ECMA)
		emit(fmt.Sprint(crc32.ChecksumIEEE(b), crc32.Checksum(b, crc32.MakeTable(crc32.Koopman)), adler32.Checksum(b), crc64.Checksum(b, ecma), crc64.Update(9, ecma, b)))
	}
	emit(fmt.Sprint(*crc32.IEEETable, crc32.MakeTable(crc32.IEEE) == crc32.IEEETable))
	emit(fmt.Sprint(hmac.Equal([]byte("a"), []byte("a")), hmac.Equal([]byte("a"), []byte("b")), subtle.ConstantTimeSelect(1, 5, 6), subtle.ConstantTimeLessOrEq(3, 4), subtle.ConstantTimeLessOrEq(5, 4), subtle.ConstantTimeByteEq(7, 7), subtle.ConstantTimeEq(-1, 1)))

	buf := make([]byte, 20)
	n, err := rand.Read(buf)
	emit(fmt.Sprint(n, err, hex.EncodeToString(buf) != strings.Repeat("0", 40), len(rand.Text())))

	max := big.NewInt(1000)
	max.Lsh(max, 100)
	r, err := rand.Int(rand.Reader, max)
	one, err2 := rand.Int(rand.Reader, big.NewInt(1))
	p, err3 := rand.Prime(rand.Reader, 77)
	two, err4 := rand.Prime(rand.Reader, 2)
	_, err5 := rand.Prime(rand.Reader, 1)
	emit(fmt.Sprint(r.Cmp(max), r.Sign(), err, one, err2, p.BitLen(), p.Bit(75), p.ProbablyPrime(5), err3, two.BitLen(), err4, err5))

	type point struct {
		x int8
		s string
		f float64
	}
	seed := maphash.MakeSeed()
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteString("he")
	h.Write([]byte("ll"))
	h.WriteByte('o')
	zero := 0.0
	emit(fmt.Sprint(h.Sum64() == maphash.String(seed, "hello"), maphash.String(seed, "x") == maphash.Bytes(seed, []byte("x")),
		maphash.String(seed, "x") == maphash.String(seed, "y"), maphash.String(maphash.MakeSeed(), "x") == maphash.String(seed, "x"),
		maphash.Comparable(seed, point{1, "a", zero}) == maphash.Comparable(seed, point{1, "a", -zero}),
		maphash.Comparable(seed, point{1, "a", 1}) == maphash.Comparable(seed, point{1, "b", 1}),
		maphash.Comparable[any](seed, 1) == maphash.Comparable[any](seed, int64(1))))
}
