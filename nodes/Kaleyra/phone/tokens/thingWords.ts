/**
 * Words for a document, an amount, a measure or a date, which have the role `numbered`: `Deposit 4155550132`. Lowercase,
 * in the forms in which they head digits. Left out are words that are more often a name (`Lương`, `Ada`, `Suma`), a town (`Rabat`), a place with a
 * phone (`dépôt`, `police`) or a phone's label (`reservations`).
 */
export const THING_WORDS = `
  authorization authorisation prescription rx encounter escrow file bid return score points odometer mileage weight
    acres sq population census debit deposit fee fees fine citation warrant inmate sample specimen survey index count sum
    subtotal revenue income profit cost costs budget bonus commission wage wages rent payment refund premium discount price
    prices tuition credit balance copay latitude longitude rating rank gpa application opportunity deal guid tag label shelf
    aisle section township tract qty quantity units views followers insurance ncpdp clia arxiv cik row key billsec duration
    timestamp radicado control makani ejari khasra datetime date reservation hours minutes seconds year steps grade block plot inventory weights height width length
    visa diploma degree username parcel receipts pass track value
  betrag betrage preis preise summe menge anzahl gewicht kilometerstand umsatz gehalt lohn versicherungsschein buchung
    reservierung kennung kennziffer kennwort mandat mandatsreferenz mandatsref zeichen bescheid antrag grundbuch flurstuck rabatt
    gutschein gutschrift guthaben saldo kontostand zahlung einzahlung auszahlung uberweisung rechnungsbetrag gesamt gesamtbetrag
    gesamtsumme gesamtpreis netto brutto kaution miete gebuhr gebuhren kosten steuer breite hohe größe flache dauer datum
    zeitstempel quittung beleg kassenbon fahrkarte fahrschein zahlerstand modell zulassung genehmigung bewerbung pramie provision
    gewinn einkommen regal zahl stuckzahl fallzahl wert
  abonnement immat permis finess adeli montant prix salaire chiffre quantite poids kilometrage avis
    parcelle cadastre postal insee uai rna solde acompte loyer cout couts remise rabais caution virement versement remboursement
    revenu revenus taille hauteur largeur longueur duree horodatage effectif identifiants modele valeur assurance
      bl
  reserva abonado importe precio precios salario sueldo cantidad peso identificador catastro catastral bastidor registro
    solicitud incidencia nomina cuota nhc monto valor descuento deposito pago coste costo costes costos tasa multa fianza
    alquiler renta ingreso ingresos permiso medida altura anchura tamano duracion afiliacion suscripcion expedicion
    matriculacion justificante prestamo hipoteca
  assinatura preco precos quantidade montante desconto pagamento custo custos taxa aluguel aluguer renda cadastro registo chamado
    rastreamento pasep prontuario titulo convenio habilitacao ingresso tamanho comprimento largura duracao chassi
    emprestimo quantia
  ricevuta prenotazione abbonamento passaporto patente importo prezzo totale stipendio quantita catasto cartella sconto
    costi tariffa affitto canone cauzione bonifico pagamenti permesso scontrino fascicolo assicurazione altezza lunghezza
    larghezza misura durata particella mappale subalterno mutuo rata
  rijbewijs pas bedrag prijs totaal salaris aantal boeking lid korting loon huur boete premie lengte breedte
    hoogte duur tijdstip reservering verzekering vergunning kassabon hoeveelheid betaling omzet
  polisy szkoda szkody kwota kwoty cena ceny pensja pensji ilosc ilosci przesyłki sygnatura sygnatury pwz rezerwacja
    rezerwacji działka działki wpłata zaliczka kaucja czynsz opłata koszt mandatu wypłata wynagrodzenie waga
    długość szerokość wysokosc rozmiar ubezpieczenie ubezpieczenia pozwolenie wartosc razem liczba kredyt stawka
  права сумма суммы цена цены итого всего зарплата зарплаты оклад количество бронь брони стоимость баланс остаток скидка оплата
    оплаты платеж платежа взнос аванс залог аренда налог штраф пени премия доход расход бюджет вес рост длина ширина высота
    размер площадь объем пробег тираж страховка страховки страховой удостоверение разрешение пропуск талон посылка
    отправление срок участок протокол бронирование бронирования кредит
  сума суми ціна ціни кількість вартість знижка платіж вага розмір посвідчення квиток довжина разом залишок бронювання
    оренда внесок
  forsakring korkort belopp pris priser lon antal medlem fastighet hyra avgift kostnad boter skatt deposition vikt langd
    bredd hojd storlek reservationer biljett totalt rabattkod omsattning
  beløp beløb antall lønn løn vekt vægt størrelse forsikring førerkort kørekort husleie husleje gebyr depositum billett
    billet kvittering reservasjon medlemskab medlemskap ialt mængde mengde
  hinta summa maara yhteensa palkka paino varaus vakuutus ajokortti passi jasen alennus vuokra maksu kulut sakko pituus
    leveys korkeus kesto lippu kuitti varauksen
  castka mnozstvi pocet plat mzda vaha hmotnost rezervace rezervacia pojisteni poistenie prukaz preukaz zaloha kauce sleva zlava
    najem poplatek poplatok pokuta vyska delka dlzka sirka velikost velkost vstupenka celkem spolu mnozstvo
  osszeg mennyiseg fizetes suly foglalas biztositas jogositvany utlevel egyenleg kedvezmeny birsag meret hossz
    idotartam nyugta jegy osszesen dij
  pret preturi cantitate salariu greutate rezervare asigurare permisul sold reducere chirie amenda avans garantie marime
    lungime chitanta
  ehliyet tutar tutari fiyat fiyati toplam toplami maas maasi miktar miktari sgk parsel protokol rezervasyon ucret bedel bakiye
    bakiyesi indirim depozito odeme ceza adet ağırlık boyut uzunluk sure sigorta ruhsat uyelik makbuz kredi
  kwitansi kuitansi antrian harga jumlah gaji tagihan pelanggan anggota klaim induk nisn nidn npsn sertifikat transaksi
    diskon biaya denda pajak ukuran tanggal asuransi karcis pasien berkas pel pinjaman cicilan angsuran
     bayaran insurans lesen pesakit resit tempahan bayar halaga presyo sahod
  iznos kolicina kolicine plaća placa tezina rezervacija osiguranje vozacka pasos putovnica popust najam kirija zakup kazna
    velicina trajanje racun ukupno cijena cijene znesek teza zavarovanje najemnina skupaj износ количина плата резервација
    осигурање укупно попуст резервация застраховка тегло отстъпка такса глоба наем депозит заплата
  kaina kiekis alga svoris draudimas likutis nuolaida nuoma bauda daudzums svars apdrosinasana atlikums atlaide sods kogus
    palk kaal kindlustus broneering allahindlus trahv
  ποσο τιμη συνολο ποσοτητα μισθος βαρος κρατηση διπλωμα διαβατηριο υπολοιπο εκπτωση ενοικιο ημερομηνια εισιτηριο πελατης
  عميل وثيقة رخصة مبلغ سعر مجموع راتب كمية قضية حجز عضوية وظيفي ملف تأمين رصيد خصم إيجار رسوم غرامة دفعة وزن تذكرة قيمة عدد إجمالي
    قیمت تعداد بیمه رزرو گواهینامه گذرنامه پلاک مقدار موجودی تخفیف اجاره تنخواہ
  סכום מחיר כמות משכורת יתרה הנחה שכר תשלום ביטוח משקל קבלה
  राशि मूल्य कीमत कुल वेतन मात्रा बकाया छूट किराया शुल्क वजन दिनांक रसीद टिकट बीमा पासपोर्ट लाइसेंस পরিমাণ মূল্য মোট বেতন
  gplx zvr`;

/** Two words that say it together: `Kata sandi`, while `Sandi` is a name. */
export const THING_PHRASES = `
  historia clinica,kata sandi,số tiền,số lượng,mật khẩu,đặt chỗ,hồ sơ,hộ chiếu,giấy phép,bảo hiểm,thành tiền,prawo jazdy,sq ft,driving
  licence,access code,boarding pass,tessera sanitaria,carte vitale,rekam medis,cartao sus`;
